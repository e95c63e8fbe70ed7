package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.runtime.StepCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One cell of the matrix: a trip's saga on one journey, whose orchestrators are struck one after the other at given moments,
 * until one of them brings it to its end. Then whoever slept wakes up, whatever was on the wire arrives, and the journal is
 * held against the participants' ledgers.
 */
final class Run {
    private static final Payload FINGERPRINT = Payload.of(new byte[] {1});
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration UNTIL_ALL_HAS_ARRIVED = Duration.ofMinutes(1);
    private static final Duration WISH_DELAY = Duration.ofMillis(20);
    private static final AtomicLong NUMBER = new AtomicLong();

    private final MatrixDatabase database;
    private final Journey journey;
    private final List<Moment> blows;
    private final String name = "trip-" + NUMBER.incrementAndGet();
    private final Clockwork clockwork = new Clockwork();
    private final BentParticipants participants;
    private final List<Orchestrator> orchestrators = new ArrayList<>();
    private final UUID witness = UUID.randomUUID();
    private Optional<Started> answer = Optional.empty();
    private boolean unanswered;
    private boolean wished;
    private boolean heeded;
    private boolean ended;

    Run(MatrixDatabase database, Journey journey, List<Moment> blows) {
        this(database, journey, blows, true);
    }

    /** {@code barrier}: whether participants recognise a request that arrives late, as they must. */
    Run(MatrixDatabase database, Journey journey, List<Moment> blows, boolean barrier) {
        this.database = database;
        this.journey = journey;
        this.blows = blows;
        this.participants = new BentParticipants(journey, clockwork.world(), barrier);
    }

    /**
     * Plays it.
     *
     * @return the moments of the one that took over and was not struck itself; empty when nobody had to
     * @throws AssertionError when anything is not as promised, or a moment never came
     */
    List<Moment> play() {
        try {
            knowTheVersion();
            beginWith(next());
            while (!ended) {
                takeOver(current(), next());
            }
            awake();
            settle();
            audit();
            return orchestrators.size() > blows.size() ? current().fate().moments() : List.of();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        } finally {
            database.forget(
                    Stream.concat(Stream.of(witness), orchestrators.stream().map(Orchestrator::id))
                            .toList());
        }
    }

    private Orchestrator current() {
        return orchestrators.getLast();
    }

    private Orchestrator next() {
        var fate = orchestrators.size() < blows.size() ? Fate.struckAt(blows.get(orchestrators.size())) : Fate.spared();
        return new Orchestrator(
                name, database.journal(), clockwork, fate, participants, journey, this::moved, this::called);
    }

    private void moved(Append append) {
        ended |= append.saga().status().isFinal();
    }

    /**
     * Someone alive knows this run's definition all the time. Else other runs' sweeps would set its saga aside in the moment
     * between two owners, rightly, and no run would go twice the same way.
     */
    private void knowTheVersion() {
        var known = Set.of(new DefinitionVersion(name, 1));
        MatrixDatabase.await(database.journal().renew(witness, "witness", known, Orchestrator.LEASE));
    }

    // ---- the traveller, and whoever takes over

    private void beginWith(Orchestrator first) {
        orchestrators.add(first);
        open(first);
        start(first);
        goOn(first);
    }

    private void takeOver(Orchestrator before, Orchestrator next) {
        if (!before.isGone() && !unanswered) {
            throw new AssertionError("not at rest after " + LONG + ": " + recorded());
        }
        if (before.isGone()) {
            MatrixDatabase.await(database.journal().release(before.id()));
        }
        orchestrators.add(next);
        if (wished && !heeded) {
            wish(next);
            clockwork.runUntil(() -> heeded, LONG);
        }
        open(next);
        if (answer.isEmpty()) {
            start(next);
        }
        goOn(next);
    }

    private void open(Orchestrator orchestrator) {
        var opened = new boolean[1];
        orchestrator.engine().open().subscribe().with(done -> opened[0] = true);
        if (!clockwork.runUntil(() -> opened[0], LONG)) {
            throw new AssertionError("an orchestrator could not be opened");
        }
    }

    private void start(Orchestrator orchestrator) {
        unanswered = false;
        orchestrator
                .engine()
                .start(orchestrator.blueprint(), name, FINGERPRINT, "trip")
                .subscribe()
                .with(started -> answer = Optional.of(started), failure -> unanswered = true);
    }

    private void goOn(Orchestrator orchestrator) {
        clockwork.runUntil(() -> ended || orchestrator.isGone() || unanswered, LONG);
    }

    private void called(StepCall<String> call) {
        if (journey.hasWish() && !wished && call.step().equals(journey.shape().middle())) {
            wished = true;
            participants.later(
                    WISH_DELAY,
                    () -> wish(
                            journey.turn() == Journey.Turn.CANCEL_AT_OWNER
                                    ? current()
                                    : new Orchestrator(
                                            name,
                                            database.journal(),
                                            clockwork,
                                            Fate.spared(),
                                            participants,
                                            journey,
                                            this::moved,
                                            this::called)));
        }
    }

    private void wish(Orchestrator orchestrator) {
        sagaId().ifPresent(id -> orchestrator
                .engine()
                .cancel(id, "The traveller cancelled the trip.")
                .subscribe()
                .with(result -> heeded |= result != Cancelled.TRY_AGAIN, failure -> {}));
    }

    private Optional<UUID> sagaId() {
        return MatrixDatabase.await(database.journal().findRequest(name)).map(known -> known.sagaId());
    }

    // ---- the end

    /** Those who slept wake up, and send what they were about to send; in the end nobody holds the saga any more. */
    private void awake() {
        orchestrators.forEach(Orchestrator::wakeUp);
        clockwork.runUntil(() -> orchestrators.stream().allMatch(this::hasLetGo), LONG);
        for (var orchestrator : orchestrators) {
            check(hasLetGo(orchestrator), "an orchestrator holds on to a saga that has ended");
        }
    }

    private boolean hasLetGo(Orchestrator orchestrator) {
        return orchestrator.isGone() || orchestrator.engine().inFlight() == 0;
    }

    private void settle() {
        orchestrators.forEach(Orchestrator::die);
        clockwork.runUntil(() -> false, UNTIL_ALL_HAS_ARRIVED);
    }

    private void audit() {
        for (int at = 0; at < orchestrators.size(); at++) {
            check(orchestrators.get(at).fate().fulfilled(), "orchestrator " + (at + 1) + " never came to its moment");
        }
        check(orchestrators.size() >= blows.size(), "only " + orchestrators.size() + " orchestrators were needed");
        var chronicle = recorded().orElseThrow(() -> new AssertionError("there is no saga"));
        auditHistory(chronicle);
        check(!blows.isEmpty() || isSigned(chronicle), "no " + journey.sign() + " of the step: " + chronicle);
        auditLedgers(chronicle.row().status());
        participants.redeliverEveryRequest();
        auditLedgers(chronicle.row().status());
        answer.ifPresent(started -> check(
                idOf(started).equals(chronicle.row().sagaId()), "the traveller was told of another saga: " + started));
    }

    private void auditHistory(Chronicle chronicle) {
        var row = chronicle.row();
        var sequences =
                chronicle.events().stream().map(event -> event.sequence()).toList();
        check(
                sequences.equals(
                        LongStream.rangeClosed(1, row.lastSequence()).boxed().toList()),
                "a gap or a fork: " + sequences + " of " + row.lastSequence());
        var ends = chronicle.events().stream()
                .map(event -> event.event().kind())
                .filter(Run::isEnd)
                .toList();
        check(ends.size() == 1, "ends recorded: " + ends);
        check(isEnd(chronicle.events().getLast().event().kind()), "something is recorded after the end");
        boolean free = journey.canEndEitherWay() && !blows.isEmpty();
        check(free || row.status() == journey.end(), "it has ended " + row.status() + ": " + chronicle);
        var replayed = chronicle.replay(current().blueprint().definition());
        check(replayed.status() == row.status(), "replayed it is " + replayed.status());
        check(replayed.sequence() == row.lastSequence(), "replayed it is at " + replayed.sequence());
    }

    private boolean isSigned(Chronicle chronicle) {
        return chronicle.events().stream()
                .anyMatch(recorded -> recorded.event() instanceof SagaEvent.StepEvent event
                        && event.kind() == journey.sign()
                        && event.step().equals(journey.step()));
    }

    private static boolean isEnd(SagaEvent.Kind kind) {
        return kind == SagaEvent.Kind.SAGA_COMPLETED || kind == SagaEvent.Kind.SAGA_COMPENSATED;
    }

    private void auditLedgers(SagaStatus status) {
        var expected = status == SagaStatus.COMPLETED
                ? journey.shape().steps().stream().sorted().toList()
                : List.of();
        check(participants.active().equals(expected), "it is " + status + ", but active are " + participants.active());
        var cancels = participants.firstCancels();
        check(
                !cancels.contains("flight") || cancels.getLast().equals("flight"),
                "first cancelled in the order " + cancels);
    }

    private static UUID idOf(Started started) {
        return switch (started) {
            case Started.Accepted accepted -> accepted.sagaId();
            case Started.Repeated repeated -> repeated.sagaId();
            case Started.Conflicting conflicting -> throw new AssertionError("a repeat is taken for another request");
            case Started.NoLongerKept gone -> throw new AssertionError("it is deleted");
            case Started.Busy busy -> throw new AssertionError("refused as busy");
            case Started.Stopping stopping -> throw new AssertionError("refused as stopping");
        };
    }

    private Optional<Chronicle> recorded() {
        return sagaId().flatMap(id -> MatrixDatabase.await(database.journal().read(id)));
    }

    private static void check(boolean so, String otherwise) {
        if (!so) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public String toString() {
        return "[" + journey + (blows.isEmpty() ? "" : "; struck at " + blows) + "]";
    }
}
