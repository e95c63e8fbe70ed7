package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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

/**
 * One saga in a world where messages are lost, late and doubled, owners die with what they had not written down, and
 * people change their minds; all of it drawn from one seed. After a while the world calms down, so that the saga can
 * end; it checks on the way what must never happen, and {@link #end} what must be so at the end.
 */
final class World {
    private static final int STORMY = 60;
    private static final int PATIENCE = 3_000;

    /** What a run has seen, so that a test can tell whether it has seen enough. */
    enum Sight {
        COMPLETED,
        COMPENSATED,
        CRASHED,
        LOST_A_CALL_FROM_HISTORY,
        REJECTED,
        REFUSED_AS_INVALID,
        NO_ANSWER,
        SUPERSEDED,
        CANCELLED,
        DEADLINE_EXCEEDED,
        STUCK,
        LATE_RESERVE_REFUSED
    }

    /** A participant with its barrier: the first answer stays until a cancel, and after it nothing goes forward. */
    private static final class Participant {
        private enum Ledger {
            NOTHING,
            ACTIVE,
            REFUSED,
            CANCELLED
        }

        private final boolean saysNo;
        private final boolean findsItInvalid;
        private Ledger ledger = Ledger.NOTHING;

        Participant(Random random) {
            saysNo = random.nextInt(12) == 0;
            findsItInvalid = random.nextInt(60) == 0;
        }

        Outcome take(Direction direction) {
            return switch (direction) {
                case FORWARD -> reserve();
                case COMPENSATION, CLOSE -> {
                    ledger = Ledger.CANCELLED;
                    yield new Outcome.Confirmed(Payload.empty());
                }
            };
        }

        private Outcome reserve() {
            if (findsItInvalid) {
                return unknown(Fault.Kind.PERMANENT);
            }
            if (ledger == Ledger.NOTHING) {
                ledger = saysNo ? Ledger.REFUSED : Ledger.ACTIVE;
            }
            return switch (ledger) {
                case ACTIVE -> new Outcome.Confirmed(Payload.of(new byte[] {1}));
                case REFUSED -> new Outcome.Rejected("SOLD_OUT", "Sold out.");
                case CANCELLED -> new Outcome.Superseded();
                case NOTHING -> throw new IllegalStateException("it has just been decided");
            };
        }
    }

    /** A call on its way. It may arrive any number of times, and its caller may hear of it any number of times. */
    private static final class Wire {
        private final Call call;
        private Optional<Outcome> reply = Optional.empty();
        private boolean heard;

        Wire(Call call) {
            this.call = call;
        }
    }

    private final Random random;
    private final Definition definition;
    private final Set<String> skipped = new LinkedHashSet<>();
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<SagaEvent> history = new ArrayList<>();
    /** The saga as it was after each decision whose events are still in the history, by the history's length. */
    private final Map<Integer, Saga> remembered = new LinkedHashMap<>();

    private final Set<String> calledForward = new HashSet<>();
    /** The steps of which not every attempt is in the history. */
    private final Set<String> offRecord = new HashSet<>();

    private final Set<String> cancelledByTheSaga = new HashSet<>();
    private final Map<Sight, Integer> sights = new HashMap<>();
    private final UUID id;
    private Instant now = Story.second(0);
    private Saga saga;
    private Optional<Instant> wakeAt = Optional.empty();
    private int committed;

    World(long seed) {
        random = new Random(seed);
        id = new UUID(random.nextLong(), random.nextLong());
        definition = anyDefinition();
        for (var step : definition.steps()) {
            participants.put(step.name(), new Participant(random));
            if (random.nextInt(6) == 0) {
                skipped.add(step.name());
            }
        }
    }

    private Definition anyDefinition() {
        int count = 1 + random.nextInt(8);
        var steps = new ArrayList<StepDefinition>();
        for (int number = 0; number < count; number++) {
            var dependsOn = new HashSet<String>();
            for (int earlier = 0; earlier < number; earlier++) {
                if (random.nextInt(3) == 0) {
                    dependsOn.add("step-" + earlier);
                }
            }
            var backoff = new Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(8), random.nextDouble());
            steps.add(new StepDefinition(
                    "step-" + number,
                    StepKind.COMPENSATABLE,
                    dependsOn,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    new RetryPolicy(backoff, 1 + random.nextInt(6), Duration.ofSeconds(20)),
                    backoff,
                    Duration.ofSeconds(10)));
        }
        Collections.shuffle(steps, random);
        return new Definition("any", 1, Duration.ofSeconds(60), steps);
    }

    Map<Sight, Integer> sights() {
        return sights;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(definition.toString());
        definition.steps().forEach(step -> text.append("\n  ")
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
            case 0 -> crash(Optional.empty());
            case 1 -> crash(wish());
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
            case 4 -> strangerCancels();
            case 5, 6, 7, 8, 9 -> sleepUntilARetryIsDue();
            default -> {
                now = now.plusNanos(random.nextInt(300_000_000));
                wireMoves();
            }
        }
    }

    private Optional<SagaEvent> wish() {
        return switch (OutsideWorld.wish(saga, new Signal.Cancel("From elsewhere."), now)) {
            case Ruling.Recorded recorded -> Optional.of(recorded.event());
            case Ruling.Moot moot -> Optional.empty();
            case Ruling.Refused refused -> Optional.empty();
        };
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
        var step = wire.call.step();
        if (wire.call.direction() == Direction.COMPENSATION && cancelledByTheSaga.add(step)) {
            mustComeAfterTheCancelsOfItsDependents(step);
        }
        var reply = participants.get(step).take(wire.call.direction());
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

    private void strangerCancels() {
        var names = List.copyOf(participants.keySet());
        var participant = participants.get(names.get(random.nextInt(names.size())));
        if (participant.ledger == Participant.Ledger.NOTHING) {
            participant.take(Direction.COMPENSATION);
        }
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
            crash(Optional.empty());
            return;
        }
        saga = decision.after();
        saga.steps().forEach((name, step) -> {
            if (step.attempts().quiet()) {
                offRecord.add(name);
            }
        });
        history.addAll(decision.events());
        remembered.put(history.size(), saga);
        if (decision.durable()) {
            committed = history.size();
        }
        decision.events().forEach(this::witness);
        wakeAt = decision.wakeAt();
        mustBeSoundlyDecided(decision);
        for (var call : decision.calls()) {
            if (call.direction() == Direction.FORWARD) {
                calledForward.add(call.step());
            }
            wires.add(new Wire(call));
        }
    }

    /** The owner dies; what it had written behind is lost from some decision on, but nothing that was committed. */
    private void crash(Optional<SagaEvent> writtenByAnother) {
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
        saga = remembered.get(kept);
        // A wish is decided against the state that its writer has read.
        writtenByAnother
                .filter(wish -> saga.status() == SagaStatus.RUNNING
                        && saga.cancelRequest().isEmpty())
                .ifPresent(wish -> {
                    saga = saga.fold(wish);
                    history.add(wish);
                    remembered.put(history.size(), saga);
                    committed = history.size();
                });
        assertTold(saga, Saga.replay(id, definition, history), "its history tells otherwise");
        // Only what is on record is there for the next one.
        saga = Saga.replay(id, definition, history);
        // Mostly nobody hears of what was called before; but a node that takes back its own saga may.
        wires.forEach(wire -> wire.heard |= random.nextInt(3) > 0);
        // Clocks differ by seconds.
        now = now.plusMillis(random.nextInt(6_000) - 2_000);
        tell(new Signal.Adopt("node-" + random.nextInt(3), Provenance.ANOTHER_NODE));
    }

    private void witness(SagaEvent event) {
        switch (event) {
            case SagaEvent.CompensationStarted e -> {
                for (var sight : Sight.values()) {
                    if (sight.name().equals(e.cause().reason())) {
                        see(sight);
                    }
                }
            }
            case SagaEvent.StepStuck e -> see(Sight.STUCK);
            case SagaEvent.StepRejected e -> see(Sight.REJECTED);
            case SagaEvent.SagaCompleted e -> see(Sight.COMPLETED);
            case SagaEvent.SagaCompensated e -> see(Sight.COMPENSATED);
            case SagaEvent other -> {}
        }
    }

    private void see(Sight sight) {
        sights.merge(sight, 1, Integer::sum);
    }

    // ---- what must never happen

    private void mustBeSoundlyDecided(Decision decision) {
        var turned = history.stream().anyMatch(SagaEvent.CompensationStarted.class::isInstance);
        for (var call : decision.calls()) {
            var step = definition.step(call.step());
            switch (call.direction()) {
                case FORWARD -> {
                    assertTrue(!turned, () -> "called forward after the turn: " + call);
                    assertTrue(!skipped.contains(call.step()), () -> "called, though not wanted: " + call);
                    for (var dependency : step.dependsOn()) {
                        assertTrue(saga.step(dependency).status().isDone(), () -> call + " came before " + dependency);
                    }
                }
                case CLOSE -> throw new AssertionError("there is no pivot to close: " + call);
                case COMPENSATION -> {
                    assertTrue(covered().contains(call.step()), () -> "undone, though not covered: " + call);
                    if (call.attempt() == 1) {
                        for (var dependent : definition.dependentsOf(call.step())) {
                            assertTrue(
                                    !covered().contains(dependent)
                                            || saga.step(dependent).status() == StepStatus.COMPENSATED,
                                    () -> call + " came before the compensation of " + dependent);
                        }
                    }
                }
            }
        }
        mustNotWaitForNothing();
    }

    private void mustNotWaitForNothing() {
        if (!saga.status().isFinal()) {
            assertTrue(
                    wakeAt.isPresent() || saga.steps().values().stream().anyMatch(StepState::awaitsAnswer),
                    "it waits, but for nothing");
        }
        wakeAt.ifPresent(alarm -> assertTrue(alarm.isAfter(now), "it wakes up at once, again and again"));
    }

    private void mustComeAfterTheCancelsOfItsDependents(String step) {
        for (var dependent : definition.dependentsOf(step)) {
            assertTrue(
                    !covered().contains(dependent) || cancelledByTheSaga.contains(dependent),
                    () -> step + " was cancelled at its participant before " + dependent);
        }
    }

    private Set<String> covered() {
        for (var event : history) {
            if (event instanceof SagaEvent.CompensationStarted turn) {
                return turn.covered();
            }
        }
        return Set.of();
    }

    // ---- what must be so at the end

    private void end() {
        everyPrefixTellsTheSame();
        nothingIsHeardAnyMore();
        assertEquals(
                1,
                history.stream()
                        .filter(event ->
                                event instanceof SagaEvent.SagaCompleted || event instanceof SagaEvent.SagaCompensated)
                        .count(),
                "it ends once");
        wires.stream()
                .filter(wire -> wire.call.direction() == Direction.FORWARD)
                .forEach(this::arrive);
        participants.forEach((step, participant) -> {
            var status = saga.step(step).status();
            boolean wanted = !skipped.contains(step);
            if (saga.status() == SagaStatus.COMPLETED) {
                assertEquals(wanted ? StepStatus.SUCCEEDED : StepStatus.SKIPPED, status, step);
                assertEquals(wanted, participant.ledger == Participant.Ledger.ACTIVE, step + " is reserved");
            } else {
                assertTrue(participant.ledger != Participant.Ledger.ACTIVE, step + " is reserved");
                assertTrue(status != StepStatus.SUCCEEDED, step + " succeeded");
                boolean refused = status == StepStatus.REJECTED && participant.saysNo;
                assertEquals(
                        calledForward.contains(step) && !refused,
                        status == StepStatus.COMPENSATED && calledForward.contains(step),
                        step + " was called for, and is " + status);
            }
        });
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
        assertTold(saga, Saga.replay(id, definition, history), "its history tells otherwise");
    }

    private void assertTold(Saga remembered, Saga told, String when) {
        assertEquals(Fields.of(told, offRecord), Fields.of(remembered, offRecord), when);
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
