package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A saga told as prose: what it hears and when, and what it does about it. Every expectation is about the decision last
 * made. On the way, every story also proves that its decisions are reproducible and that they are what their events say.
 */
final class Story {
    private static final UUID ID = UUID.fromString("01978d5f-8a5b-7c3e-9d10-6f2b3c4d5e6f");
    private static final Instant BEGINNING = Instant.parse("2030-06-01T08:00:00Z");

    private static final OperatorNote NOTE = new OperatorNote("ada", "The car hire called.");

    private final Definition definition;
    private final List<SagaEvent> history = new ArrayList<>();
    /** The steps of which not every attempt is in the history. */
    private final Set<String> offRecord = new HashSet<>();

    private Set<String> skipped = Set.of();
    private Instant now = BEGINNING;
    private Decision last;

    private Story(Definition definition) {
        this.definition = definition;
    }

    static Story of(Definition definition) {
        return new Story(definition);
    }

    Saga saga() {
        return last.after();
    }

    List<SagaEvent> history() {
        return List.copyOf(history);
    }

    static Instant second(double seconds) {
        return BEGINNING.plus(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    // ---- what happens

    Story without(String... steps) {
        skipped = Set.of(steps);
        return this;
    }

    Story starts() {
        decide(() -> SagaMachine.start(ID, definition, Payload.empty(), skipped, now));
        var begun =
                Saga.begin(ID, definition, (SagaEvent.SagaStarted) last.events().getFirst());
        Visited.byAllStories().met(begun);
        follow(begun, last.events().subList(1, last.events().size()));
        return this;
    }

    /** From here on it is so many seconds after the beginning. */
    Story at(double seconds) {
        now = second(seconds);
        return this;
    }

    Story hears(Told told) {
        return meets(told.in(saga()));
    }

    Story looksAtTheClock() {
        return meets(new Signal.TimePassed());
    }

    Story isCancelled() {
        return meets(new Signal.Cancel("Changed my mind."));
    }

    /** Its owner is gone; another node reads its history and goes on. */
    Story isAdopted() {
        return isReadAnew(new Signal.Adopt("another-node", Provenance.ANOTHER_NODE));
    }

    /** Someone who doesn't own the saga writes down a wish; its owner finds out, reads it anew and goes on. */
    Story isCancelledElsewhere() {
        return isWrittenToElsewhere(OutsideWorld.wish(saga(), new Signal.Cancel("Changed my mind."), now));
    }

    /** An answer comes by another way than as a reply, and someone who doesn't own the saga writes it down. */
    Story hearsFromOutside(Told told) {
        return isWrittenToElsewhere(outside(told));
    }

    /** An operator's command, at any node. */
    Story obeys(OperatorCommand command) {
        return isWrittenToElsewhere(OutsideWorld.command(saga(), command, NOTE, now));
    }

    Story isPaused() {
        return obeys(new OperatorCommand.Pause());
    }

    Story isResumed() {
        return obeys(new OperatorCommand.Resume());
    }

    /** An operator has the step tried again. */
    Story isToTryAgain(String step) {
        return obeys(new OperatorCommand.RetryStep(step));
    }

    /** An operator vouches for the step. */
    Story takesTheWordFor(String step) {
        return obeys(new OperatorCommand.MarkStepDone(
                step, saga().status() == SagaStatus.RUNNING ? Told.answerOf(step) : Payload.empty()));
    }

    Story isForcedBack() {
        return obeys(new OperatorCommand.ForceCompensation());
    }

    /** It was in quarantine, where nobody owned it. */
    Story isReleased() {
        writtenElsewhere(new SagaEvent.SagaReleased(now, NOTE));
        return isAdopted();
    }

    private Ruling outside(Told told) {
        return OutsideWorld.answer(saga(), told.step(), told.direction(), told.outcome(), now);
    }

    private Story isWrittenToElsewhere(Ruling ruling) {
        if (!(ruling instanceof Ruling.Recorded recorded)) {
            throw new AssertionError("there is nothing to record in " + saga() + ", but " + ruling);
        }
        writtenElsewhere(recorded.event());
        return isReadAnew(new Signal.Adopt("the-owner", Provenance.OWN_PAST));
    }

    /** By someone who knows the history, and nothing that is off the record. */
    private void writtenElsewhere(SagaEvent event) {
        var before = Saga.replay(ID, definition, history);
        offRecord.clear();
        last = new Decision(before.fold(event), List.of(event), List.of(), Optional.empty());
        history.add(event);
        follow(before, last.events());
    }

    private Story isReadAnew(Signal.Adopt adopt) {
        offRecord.clear();
        last = new Decision(Saga.replay(ID, definition, history), List.of(), List.of(), Optional.empty());
        return meets(adopt);
    }

    /** What it hears changes nothing at all. */
    Story ignores(Told... tellings) {
        for (var told : tellings) {
            hears(told).changesNothing();
        }
        return this;
    }

    private Story meets(Signal signal) {
        var before = saga();
        decide(() -> SagaMachine.decide(before, signal, now));
        follow(before, last.events());
        return this;
    }

    private void decide(Supplier<Decision> decision) {
        last = decision.get();
        assertEquals(Fields.of(last), Fields.of(decision.get()), "decided anew, it came out otherwise");
        history.addAll(last.events());
    }

    private void follow(Saga before, List<SagaEvent> events) {
        var saga = before;
        for (var event : events) {
            var after = saga.fold(event);
            Visited.byAllStories().moved(saga, event, after);
            saga = after;
        }
        before.steps().forEach((name, step) -> {
            if (step.attempts().quiet()) {
                offRecord.add(name);
            }
        });
        var told = Fields.of(last.after(), offRecord);
        assertEquals(Fields.of(saga, offRecord), told, "the decision isn't what its events say");
        var replayed = Saga.replay(ID, definition, history);
        assertEquals(Fields.of(replayed, offRecord), told, "its history tells it otherwise");
    }

    // ---- what is expected of it

    /** Exactly these actions are called for; "flight 2" is the second attempt. */
    Story calls(String... calls) {
        assertEquals(List.of(calls), names(Direction.FORWARD), () -> "actions to call in " + last);
        assertEquals(List.of(), names(Direction.COMPENSATION), () -> "compensations to call in " + last);
        assertEquals(List.of(), names(Direction.CLOSE), () -> "pivots to close in " + last);
        return this;
    }

    /** Exactly these compensations are called for; "flight 2" is the second attempt. */
    Story undoes(String... calls) {
        assertEquals(List.of(calls), names(Direction.COMPENSATION), () -> "compensations to call in " + last);
        assertEquals(List.of(), names(Direction.FORWARD), () -> "actions to call in " + last);
        assertEquals(List.of(), names(Direction.CLOSE), () -> "pivots to close in " + last);
        return this;
    }

    /** Exactly this pivot is to be closed; "payment 2" is the second attempt. */
    Story closes(String call) {
        assertEquals(List.of(call), names(Direction.CLOSE), () -> "pivots to close in " + last);
        assertEquals(List.of(), names(Direction.FORWARD), () -> "actions to call in " + last);
        assertEquals(List.of(), names(Direction.COMPENSATION), () -> "compensations to call in " + last);
        return this;
    }

    /** The command is not for a saga as this one is, and the operator is told so. */
    Story refuses(OperatorCommand command, String why) {
        assertEquals(new Ruling.Refused(why), OutsideWorld.command(saga(), command, NOTE, now));
        return this;
    }

    Story findsMoot(OperatorCommand command) {
        assertEquals(new Ruling.Moot(), OutsideWorld.command(saga(), command, NOTE, now));
        return this;
    }

    /** They are to be brought again: that anyone was asked is not on record. */
    Story refuses(Told... tellings) {
        for (var told : tellings) {
            assertInstanceOf(Ruling.Refused.class, outside(told), told.toString());
        }
        return this;
    }

    Story findsMoot(Told... tellings) {
        for (var told : tellings) {
            assertEquals(new Ruling.Moot(), outside(told), told.toString());
        }
        return this;
    }

    Story refusesToBeCancelled(String why) {
        var wish = OutsideWorld.wish(saga(), new Signal.Cancel("Changed my mind."), now);
        assertEquals(new Ruling.Refused(why), wish);
        return isCancelled().changesNothing();
    }

    Story callsNothing() {
        return calls();
    }

    Story changesNothing() {
        return records().callsNothing();
    }

    Story records(SagaEvent.Kind... kinds) {
        assertEquals(List.of(kinds), last.events().stream().map(SagaEvent::kind).toList());
        return this;
    }

    Story is(SagaStatus status) {
        assertEquals(status, saga().status());
        assertEquals(status.isFinal(), saga().endedAt().isPresent(), "an end has its time, and nothing else has");
        return this;
    }

    Story has(String step, StepStatus status) {
        assertEquals(status, saga().step(step).status(), step);
        return this;
    }

    Story keepsTheAnswerOf(String step) {
        assertEquals(Told.answerOf(step), saga().step(step).answer());
        return this;
    }

    /** It has turned back by now, and undoes exactly these. */
    Story covers(String... steps) {
        var turns = Stream.of(history.toArray(SagaEvent[]::new))
                .filter(SagaEvent.CompensationStarted.class::isInstance)
                .map(SagaEvent.CompensationStarted.class::cast)
                .toList();
        assertEquals(1, turns.size(), () -> "a saga turns once: " + history);
        assertEquals(Set.of(steps), turns.getFirst().covered());
        return this;
    }

    /** It neither turned nor means to. */
    Story hasNotTurned() {
        assertEquals(Optional.empty(), saga().cause());
        return this;
    }

    Story hasUntil(double seconds) {
        assertEquals(second(seconds), saga().deadline());
        return this;
    }

    Story because(String step, String reason) {
        var cause = saga().cause().orElseThrow(() -> new AssertionError("no cause in " + saga()));
        assertEquals(step + ": " + reason, cause.step() + ": " + cause.reason());
        assertFalse(cause.message().isBlank(), "a cause says something to people");
        return this;
    }

    Story wakesAt(double seconds) {
        assertEquals(Optional.of(second(seconds)), last.wakeAt());
        return this;
    }

    Story setsNoAlarm() {
        assertEquals(Optional.empty(), last.wakeAt());
        return this;
    }

    Story waitsForACommit() {
        assertTrue(last.durable(), () -> "must be durable: " + last.events());
        return this;
    }

    Story waitsForNoCommit() {
        assertFalse(last.durable(), () -> "may be written behind: " + last.events());
        return this;
    }

    Story shows(String step, boolean stuck) {
        assertEquals(stuck, saga().step(step).stuck(), step + " shows as stuck");
        return this;
    }

    private List<String> names(Direction direction) {
        return last.calls().stream()
                .filter(call -> call.direction() == direction)
                .map(call -> call.attempt() == 1 ? call.step() : call.step() + " " + call.attempt())
                .toList();
    }
}
