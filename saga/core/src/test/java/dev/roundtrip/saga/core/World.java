package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * One saga in a world where messages are lost, late and doubled, owners die with what they had not written down,
 * participants answer by other ways, operators reach in, and people change their minds; all of it drawn from one seed.
 * After a while the world calms down, so that the saga can end. An {@link Audit} watches it.
 */
final class World {
    private static final int STORMY = 70;
    private static final int PATIENCE = 3_000;
    private static final OperatorNote NOTE = new OperatorNote("ada", "It had to be.");

    /** A call on its way. It may arrive any number of times, and its caller may hear of it any number of times. */
    private static final class Wire {
        private final Call call;
        private Optional<Outcome> reply = Optional.empty();
        private boolean heard;

        Wire(Call call) {
            this.call = call;
        }
    }

    /** The saga as it was after a decision, and the steps of which not every attempt was in its history. */
    private record Memory(Saga saga, Set<String> offRecord) {}

    private final Random random;
    private final Definition definition;
    private final boolean hasOperators;
    private final Set<String> skipped = new LinkedHashSet<>();
    private final Map<String, HonestParticipant> participants = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<SagaEvent> history = new ArrayList<>();
    /** What was remembered after each decision whose events are still in the history, by the history's length. */
    private final Map<Integer, Memory> remembered = new LinkedHashMap<>();

    private final Set<String> offRecord = new HashSet<>();
    private final Map<Sight, Integer> sights = new HashMap<>();
    private final Audit audit;
    private final UUID id;
    private Instant now = Story.second(0);
    private Saga saga;
    private Optional<Instant> wakeAt = Optional.empty();
    private int committed;

    World(long seed) {
        random = new Random(seed);
        id = new UUID(random.nextLong(), random.nextLong());
        definition = AnyDefinition.drawn(random);
        hasOperators = random.nextInt(3) == 0;
        for (var step : definition.steps()) {
            participants.put(step.name(), new HonestParticipant(step.kind(), random));
            if (definition.canDoWithout(step.name()) && random.nextInt(6) == 0) {
                skipped.add(step.name());
            }
        }
        audit = new Audit(definition, skipped, participants, history);
    }

    Map<Sight, Integer> sights() {
        return sights;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(definition.toString());
        definition.steps().forEach(step -> text.append("\n  ")
                .append(step.kind())
                .append(' ')
                .append(step.name())
                .append(" after ")
                .append(step.dependsOn()));
        history.forEach(event -> text.append("\n  ").append(event));
        return text.append("\n  ").append(saga).toString();
    }

    // ---- the course of things

    void run() {
        follow(SagaMachine.start(id, definition, Payload.empty(), skipped, now), false);
        for (int moment = 0; !saga.status().isFinal(); moment++) {
            assertTrue(moment < PATIENCE, "it doesn't end");
            if (moment < STORMY) {
                anything();
            } else {
                whatHelps();
            }
        }
        end();
    }

    private void anything() {
        switch (random.nextInt(60)) {
            case 0 -> crash();
            case 1 -> isWrittenTo(read -> OutsideWorld.wish(read, new Signal.Cancel("From elsewhere."), now));
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    tell(new Signal.Cancel("Changed my mind."));
                }
            }
            case 3 -> {
                if (random.nextInt(3) == 0) {
                    now = now.plusSeconds(random.nextInt(90));
                }
                tell(new Signal.TimePassed());
            }
            case 4 -> anyParticipant().getValue().isCancelledByAStranger();
            case 5, 6, 7, 8, 9 -> sleepUntilARetryIsDue();
            case 10, 11 -> isAnsweredFromOutside();
            case 12 -> participants.values().forEach(HonestParticipant::settles);
            case 13, 14 -> {
                if (hasOperators) {
                    var command = anyCommand();
                    isWrittenTo(read -> OutsideWorld.command(read, command, NOTE, now));
                }
            }
            default -> {
                now = now.plusNanos(random.nextInt(300_000_000));
                wireMoves();
            }
        }
    }

    private void wireMoves() {
        if (wires.isEmpty()) {
            sleepUntilARetryIsDue();
            return;
        }
        var wire = wires.get(random.nextInt(wires.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> arrive(wire);
            case 3 -> hear(wire, unknown(anyFault()));
            default -> wire.reply.ifPresentOrElse(reply -> hear(wire, reply), () -> arrive(wire));
        }
    }

    private void whatHelps() {
        if (saga.pausedAt().isPresent()) {
            isWrittenTo(read -> OutsideWorld.command(read, new OperatorCommand.Resume(), NOTE, now));
            return;
        }
        for (var wire : List.copyOf(wires)) {
            if (!wire.heard) {
                arrive(wire);
                hear(wire, wire.reply.orElseThrow());
                return;
            }
        }
        sleep();
    }

    private void sleepUntilARetryIsDue() {
        if (wakeAt.filter(alarm -> alarm.isBefore(saga.deadline())).isPresent()) {
            sleep();
        }
    }

    private void sleep() {
        wakeAt.ifPresent(alarm -> {
            now = alarm.isAfter(now) ? alarm : now;
            tell(new Signal.TimePassed());
        });
    }

    private void arrive(Wire wire) {
        audit.arrives(wire.call);
        var reply = participants.get(wire.call.step()).take(wire.call.direction());
        if (reply instanceof Outcome.Superseded && saga.status() == SagaStatus.COMPENSATING) {
            see(Sight.LATE_RESERVE_REFUSED);
        }
        if (wire.reply.isEmpty()) {
            wire.reply = Optional.of(reply);
        }
    }

    private void hear(Wire wire, Outcome outcome) {
        wire.heard = true;
        tell(new Signal.Answered(wire.call.step(), wire.call.direction(), wire.call.attempt(), outcome));
    }

    private Map.Entry<String, HonestParticipant> anyParticipant() {
        var all = List.copyOf(participants.entrySet());
        return all.get(random.nextInt(all.size()));
    }

    private OperatorCommand anyCommand() {
        var step = anyParticipant().getKey();
        return switch (random.nextInt(8)) {
            case 0, 1 -> new OperatorCommand.Pause();
            case 2, 3 -> new OperatorCommand.Resume();
            case 4, 5 -> new OperatorCommand.RetryStep(step);
            case 6 -> new OperatorCommand.MarkStepDone(step, Payload.of(new byte[] {2}));
            default -> new OperatorCommand.ForceCompensation();
        };
    }

    private void isAnsweredFromOutside() {
        var participants = new ArrayList<>(this.participants.entrySet());
        Collections.shuffle(participants, random);
        boolean news = random.nextInt(3) > 0;
        participants.stream()
                .filter(participant -> !news || isUnderWay(participant.getKey()))
                .flatMap(participant -> participant.getValue().tells(participant.getKey()).stream())
                .findFirst()
                .ifPresent(told -> isWrittenTo(
                        read -> OutsideWorld.answer(read, told.step(), told.direction(), told.outcome(), now)));
    }

    private boolean isUnderWay(String step) {
        return switch (saga.step(step).status()) {
            case RUNNING, COMPENSATING -> true;
            case PENDING, SUCCEEDED, REJECTED, COMPENSATED, SKIPPED -> false;
        };
    }

    private Fault.Kind anyFault() {
        return switch (random.nextInt(10)) {
            case 0 -> Fault.Kind.MISCONFIGURED;
            case 1 -> Fault.Kind.PERMANENT;
            default -> Fault.Kind.TRANSIENT;
        };
    }

    private static Outcome unknown(Fault.Kind kind) {
        return new Outcome.Unknown(new Fault(kind, kind + " fault."));
    }

    // ---- deciding, writing, dying

    private void tell(Signal signal) {
        var decision = SagaMachine.decide(saga, signal, now);
        if (random.nextInt(4) == 0) {
            var anew = SagaMachine.decide(saga, signal, now);
            assertEquals(Fields.of(decision), Fields.of(anew), "decided anew, it came out otherwise");
        }
        follow(decision, random.nextInt(30) == 0 && !(signal instanceof Signal.Adopt));
    }

    /** A decision that must be durable is committed, with all before it, before its calls are made; or never. */
    private void follow(Decision decision, boolean diesBeforeTheCommit) {
        if (decision.durable() && diesBeforeTheCommit && history.size() > 0) {
            crash();
            return;
        }
        var before = Optional.ofNullable(saga);
        saga = decision.after();
        saga.steps().forEach((name, step) -> {
            if (step.attempts().quiet()) {
                offRecord.add(name);
            }
        });
        history.addAll(decision.events());
        remember();
        if (decision.durable()) {
            committed = history.size();
        }
        decision.events().forEach(event -> witness(event, before));
        if (decision.calls().size() > decision.events().size()) {
            see(Sight.TRIED_OFF_RECORD);
        }
        wakeAt = decision.wakeAt();
        audit.decided(decision, committed, now);
        decision.calls().forEach(call -> wires.add(new Wire(call)));
    }

    private void remember() {
        remembered.put(history.size(), new Memory(saga, Set.copyOf(offRecord)));
    }

    private void crash() {
        loseWhatWasNotCommitted();
        goesOnWith(random.nextInt(4) == 0 ? Provenance.OWN_PAST : Provenance.ANOTHER_NODE);
    }

    /** Someone else writes to it, against what is on record then; whoever owns it has to read it anew. */
    private void isWrittenTo(Function<Saga, Ruling> pen) {
        loseWhatWasNotCommitted();
        if (pen.apply(saga) instanceof Ruling.Recorded recorded) {
            var before = saga;
            saga = saga.fold(recorded.event());
            history.add(recorded.event());
            remember();
            committed = history.size();
            witness(recorded.event(), Optional.of(before));
            if (recorded.event() instanceof SagaEvent.StepSucceeded
                    || recorded.event() instanceof SagaEvent.StepCompensated) {
                see(Sight.YES_FROM_OUTSIDE);
            }
            if (recorded.event() instanceof SagaEvent.StepRejected) {
                see(Sight.NO_FROM_OUTSIDE);
            }
        }
        goesOnWith(random.nextInt(3) == 0 ? Provenance.ANOTHER_NODE : Provenance.OWN_PAST);
    }

    /** What its owner had written behind is lost from some decision on, but nothing that was committed. */
    private void loseWhatWasNotCommitted() {
        var lengths = remembered.keySet().stream()
                .filter(length -> length >= committed)
                .toList();
        int kept = lengths.get(random.nextInt(lengths.size()));
        see(Sight.CRASHED);
        if (history.subList(kept, history.size()).stream().anyMatch(SagaEvent.StepStarted.class::isInstance)) {
            see(Sight.LOST_A_CALL_FROM_HISTORY);
        }
        history.subList(kept, history.size()).clear();
        remembered.keySet().removeIf(length -> length > kept);
        assertTold(remembered.get(kept), Saga.replay(id, definition, history), "its history tells otherwise");
        // Only what is on record is there for the next one.
        saga = Saga.replay(id, definition, history);
        offRecord.clear();
        remember();
    }

    private void goesOnWith(Provenance from) {
        // Mostly nobody hears of what was called before; but a node that takes back its own saga may.
        wires.forEach(wire -> wire.heard |= random.nextInt(3) > 0);
        // Clocks differ by seconds.
        now = now.plusMillis(random.nextInt(6_000) - 2_000);
        tell(new Signal.Adopt("node-" + random.nextInt(3), from));
    }

    private void witness(SagaEvent event, Optional<Saga> before) {
        Sight.ofCauseIn(event).ifPresent(this::see);
        Sight.of(event).ifPresent(this::see);
        boolean closing = before.filter(saga -> saga.closing().isPresent()).isPresent();
        if (event instanceof SagaEvent.StepEvent e) {
            switch (definition.step(e.step()).kind()) {
                case COMPENSATABLE -> {}
                case PIVOT -> Sight.ofPivot(e, closing).ifPresent(this::see);
                case RETRIABLE -> {
                    if (event instanceof SagaEvent.StepStuck) {
                        see(Sight.RETRIABLE_STUCK);
                    }
                }
            }
        }
    }

    private void see(Sight sight) {
        sights.merge(sight, 1, Integer::sum);
    }

    // ---- what must be so at the end

    private void end() {
        everyPrefixTellsTheSame();
        nothingIsHeardAnyMore();
        // Once more, for whatever comes late.
        wires.stream()
                .filter(wire -> wire.call.direction() != Direction.COMPENSATION)
                .forEach(wire -> participants.get(wire.call.step()).take(wire.call.direction()));
        audit.ended(saga);
    }

    private void everyPrefixTellsTheSame() {
        var told = Saga.begin(id, definition, (SagaEvent.SagaStarted) history.getFirst());
        for (int length = 1; length <= history.size(); length++) {
            told = length == 1 ? told : told.fold(history.get(length - 1));
            if (remembered.containsKey(length)) {
                assertTold(remembered.get(length), told, "after " + length + " events");
            }
        }
        int prefix = 1 + random.nextInt(history.size());
        assertEquals(
                prefix, Saga.replay(id, definition, history.subList(0, prefix)).sequence());
    }

    private void assertTold(Memory memory, Saga told, String when) {
        assertEquals(Fields.of(told, memory.offRecord()), Fields.of(memory.saga(), memory.offRecord()), when);
    }

    private void nothingIsHeardAnyMore() {
        var before = Fields.of(saga);
        var signals = new ArrayList<Signal>(List.of(
                new Signal.TimePassed(),
                new Signal.Cancel("Too late."),
                new Signal.Adopt("node-9", Provenance.ANOTHER_NODE)));
        wires.forEach(wire -> wire.reply.ifPresent(reply ->
                signals.add(new Signal.Answered(wire.call.step(), wire.call.direction(), wire.call.attempt(), reply))));
        for (var signal : signals) {
            var decision = SagaMachine.decide(saga, signal, now.plusSeconds(3600));
            assertEquals(List.of(), decision.events(), "after the end");
            assertEquals(List.of(), decision.calls(), "after the end");
            assertEquals(Optional.empty(), decision.wakeAt(), "after the end");
            assertEquals(before, Fields.of(decision.after()), "after the end");
        }
    }
}
