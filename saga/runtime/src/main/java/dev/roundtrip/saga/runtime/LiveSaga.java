package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Call;
import dev.roundtrip.saga.core.Decision;
import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * A saga that this node carries on. It asks the machine, has the facts written down, and makes the calls once every
 * durable fact before them is committed. Lives on the loop.
 *
 * <p>Its state runs ahead of the journal by the facts not yet written. When a write finds that the journal has moved on
 * without it, that state is worthless: it is read anew, and either someone else has the saga now, or it is adopted from
 * this node's own past.
 */
final class LiveSaga<R> {
    private enum Phase {
        STARTING,
        CARRIED,
        READING,
        GONE
    }

    private record GatedCall(Call call, long gate) {}

    private final Surroundings surroundings;
    private final SagaBlueprint<R> blueprint;
    private final R request;
    private final List<SagaEvent> unwritten = new ArrayList<>();
    private final Queue<GatedCall> gatedCalls = new ArrayDeque<>();
    private final Queue<Signal> postponed = new ArrayDeque<>();
    private final Waiters waiters;
    private Phase phase;
    private Saga saga;
    private long committed;
    private Instant knownToBeOurs = Instant.MIN;
    private Instant askedAbout = Instant.MIN;
    private long lastDurable;
    private Optional<UUID> takenFrom = Optional.empty();
    private Append underWay;
    private boolean queued;
    private Loop.Timer writeTimer;
    private Loop.Timer wakeTimer;
    private Instant wakeAt;

    private LiveSaga(Surroundings surroundings, SagaBlueprint<R> blueprint, R request, Saga saga, Phase phase) {
        this.surroundings = surroundings;
        this.blueprint = blueprint;
        this.request = request;
        this.saga = saga;
        this.phase = phase;
        this.waiters = new Waiters(surroundings.loop());
    }

    /** A saga whose first facts are on their way to the journal; {@link #started} says when they have arrived. */
    static <R> LiveSaga<R> starting(
            Surroundings surroundings, SagaBlueprint<R> blueprint, R request, Decision decision) {
        var live = new LiveSaga<>(surroundings, blueprint, request, decision.after(), Phase.STARTING);
        decision.calls()
                .forEach(call ->
                        live.gatedCalls.add(new GatedCall(call, decision.after().sequence())));
        live.wakeAt(decision.wakeAt());
        return live;
    }

    /** A saga found in the journal, to be taken over; its adoption goes to the journal before anything is called. */
    static <R> LiveSaga<R> adopting(Surroundings surroundings, SagaBlueprint<R> blueprint, Chronicle chronicle) {
        var saga = chronicle.replay(blueprint.definition());
        var live =
                new LiveSaga<>(surroundings, blueprint, blueprint.codec().decode(saga.request()), saga, Phase.CARRIED);
        live.committed = saga.sequence();
        live.takenFrom = Optional.of(chronicle.row().owner());
        return live;
    }

    UUID id() {
        return saga.id();
    }

    Saga saga() {
        return saga;
    }

    /** Whether its end is committed. */
    boolean hasEnded() {
        return saga.status().isFinal() && committed == saga.sequence();
    }

    void started() {
        if (phase != Phase.STARTING) {
            return;
        }
        phase = Phase.CARRIED;
        guarded(() -> {
            committed(saga.sequence());
            drainPostponed();
        });
    }

    void adopt() {
        var from = takenFrom
                .filter(before -> !before.equals(surroundings.node()))
                .map(another -> Provenance.ANOTHER_NODE)
                .orElse(Provenance.OWN_PAST);
        signal(new Signal.Adopt(surroundings.nodeName(), from));
    }

    /** Tells it something. Not heard any more once it is gone. */
    void signal(Signal signal) {
        switch (phase) {
            case CARRIED -> {
                if (!surroundings.stopping()) {
                    guarded(() -> apply(
                            signal,
                            surroundings
                                    .decider()
                                    .decide(saga, signal, surroundings.loop().now())));
                }
            }
            case STARTING, READING -> postponed.add(signal);
            case GONE -> surroundings.ignored(signal);
        }
    }

    /** Whether a signal is decided upon at once, and not put off until the journal has been heard. */
    boolean heeds() {
        return phase == Phase.CARRIED;
    }

    /** Done once everything that is decided by now is committed. Fails with {@link NoLongerHere} when it is lost. */
    Uni<Void> whenCommitted() {
        return waitingFor(saga.sequence(), waiters.until(saga.sequence())).replaceWithVoid();
    }

    /** The saga once it has ended and that is committed. Fails with {@link NoLongerHere} when it is lost. */
    Uni<Saga> whenEnded() {
        return waitingFor(Long.MAX_VALUE, waiters.untilEnd());
    }

    /** The same, or nothing if it takes longer than {@code most}. */
    Uni<Optional<Saga>> whenEnded(Duration most) {
        return phase == Phase.GONE ? noLongerHere() : waiters.untilEnd(most);
    }

    private Uni<Saga> waitingFor(long sequence, Uni<Saga> wait) {
        if (phase == Phase.GONE) {
            return noLongerHere();
        }
        return sequence <= committed ? Uni.createFrom().item(saga) : wait;
    }

    private <T> Uni<T> noLongerHere() {
        return Uni.createFrom().failure(new NoLongerHere(id()));
    }

    // ---- decisions

    private void apply(Signal signal, Decision decision) {
        if (decision.after() == saga && signal instanceof Signal.Answered) {
            surroundings.ignored(signal);
        }
        saga = decision.after();
        unwritten.addAll(decision.events());
        if (decision.durable()) {
            lastDurable = saga.sequence();
        }
        decision.calls().forEach(call -> gatedCalls.add(new GatedCall(call, lastDurable)));
        seeToWriting();
        makeCalls();
        wakeAt(decision.wakeAt());
        // Only now: a line of the log is for later, and whoever waits for the saga waits for the journal and for the
        // calls.
        surroundings.decided(decision.after(), decision.events());
    }

    private void makeCalls() {
        while (!gatedCalls.isEmpty() && gatedCalls.peek().gate() <= committed) {
            var call = gatedCalls.remove().call();
            // What was decided while the call waited for its commit may forbid it.
            if (saga.awaits(call)) {
                make(call);
            }
        }
    }

    private void make(Call call) {
        if (surroundings.stopping()) {
            return;
        }
        var decided = saga;
        Attempt.make(
                surroundings.loop(),
                () -> blueprint.make(call, decided, request),
                blueprint.probe(call, decided, request),
                blueprint.definition().step(call.step()).attemptDeadline(),
                bug -> EngineLog.threw(id(), call, bug),
                outcome -> signal(new Signal.Answered(call.step(), call.direction(), call.attempt(), outcome)));
    }

    private void wakeAt(Optional<Instant> when) {
        if (when.isEmpty() || (wakeAt != null && !wakeAt.isAfter(when.get()))) {
            return;
        }
        cancel(wakeTimer);
        wakeAt = when.get();
        wakeTimer = surroundings.loop().schedule(surroundings.until(wakeAt), () -> {
            wakeAt = null;
            signal(new Signal.TimePassed());
        });
    }

    // ---- writing

    private void seeToWriting() {
        if (unwritten.isEmpty() || underWay != null || queued) {
            return;
        }
        if (lastDurable > committed) {
            write();
        } else if (writeTimer == null) {
            writeTimer = surroundings.loop().schedule(surroundings.writeBehind(), this::write);
        }
    }

    /** Writes down what isn't yet; true when there is nothing left to write or to hear of. */
    boolean flush() {
        if (!unwritten.isEmpty() && underWay == null && !queued) {
            write();
        }
        return unwritten.isEmpty() && underWay == null && phase != Phase.STARTING;
    }

    private void write() {
        cancel(writeTimer);
        writeTimer = null;
        if (phase == Phase.CARRIED && !unwritten.isEmpty() && !queued && underWay == null) {
            queued = true;
            surroundings.appends().offer(this);
        }
    }

    /** What is to be appended: as it is now that the write goes out, so it carries all there is by then. */
    Append takeAppend() {
        queued = false;
        if (underWay == null) {
            underWay = takenFrom
                    .map(before -> Append.byAdopter(UUID.randomUUID(), saga, unwritten, before, surroundings.node()))
                    .orElseGet(() -> Append.byOwner(UUID.randomUUID(), saga, unwritten, surroundings.node()));
            unwritten.clear();
        }
        return underWay;
    }

    void appended(boolean moved) {
        if (phase != Phase.CARRIED) {
            return;
        }
        guarded(() -> {
            if (moved) {
                takenFrom = Optional.empty();
                long upTo = underWay.saga().sequence();
                underWay = null;
                committed(upTo);
            } else {
                readAgain();
            }
        });
    }

    /** The same append goes out again, under the same id: if it had arrived after all, that is how it will be known. */
    void appendFailed(Throwable failure) {
        if (phase != Phase.CARRIED) {
            return;
        }
        if (failure instanceof JournalUnavailable away) {
            var unheard = underWay;
            surroundings.afterWriteRetryDelay(() -> {
                if (phase == Phase.CARRIED && underWay == unheard && !queued) {
                    queued = true;
                    offerAgain(away);
                }
            });
        } else {
            quarantine(failure);
        }
    }

    /** One that was in nobody's way but its own goes by itself from here on, until it is written. */
    private void offerAgain(JournalUnavailable failure) {
        if (failure.perhapsOneOfMany()) {
            surroundings.appends().offerApart(this);
        } else {
            surroundings.appends().offer(this);
        }
    }

    private void committed(long upTo) {
        committed = upTo;
        knownToBeOurs = surroundings.loop().now();
        waiters.committed(saga, committed);
        makeCalls();
        if (hasEnded()) {
            end();
        } else {
            seeToWriting();
        }
    }

    // ---- when the journal has moved on without us

    /**
     * Someone else has written to the saga, up to {@code sequence}. A write of our own that is on its way will find that out
     * by itself; and when more than that is committed here, the news are old.
     */
    void lookAgain(long sequence) {
        if (!queued && underWay == null && sequence > committed) {
            readAgain();
        }
    }

    /** Whether the journal has said nothing of it for as long, and nothing is on its way there. */
    boolean isQuietSince(Instant when) {
        return phase == Phase.CARRIED
                && takenFrom.isEmpty()
                && underWay == null
                && !queued
                && knownToBeOurs.isBefore(when)
                && askedAbout.isBefore(when);
    }

    /** Whether the journal has said since then that it is this node's. */
    boolean isKnownToBeOursSince(Instant when) {
        return !knownToBeOurs.isBefore(when);
    }

    /** The journal is asked about it: it is not quiet until it has been for as long once more. */
    void askedAbout() {
        askedAbout = surroundings.loop().now();
    }

    /**
     * Where the journal says that it stands. Someone may have taken it over; one that is paused, or stuck, may write nothing for as
     * long as it is so, and would be held, and called for, in vain.
     */
    void stands(Optional<SagaRow> row) {
        if (phase != Phase.CARRIED) {
            return;
        }
        if (isOurs(row)) {
            // When the answer was on its way for long, it says nothing of now.
            knownToBeOurs = knownToBeOurs.isAfter(askedAbout) ? knownToBeOurs : askedAbout;
        } else {
            leave();
        }
    }

    private boolean isOurs(Optional<SagaRow> row) {
        return row.filter(found -> found.isCarriedOnBy(surroundings.node())).isPresent();
    }

    private void readAgain() {
        if (phase != Phase.CARRIED) {
            return;
        }
        phase = Phase.READING;
        surroundings.read(id(), found -> guarded(() -> reread(found)), failure -> {
            if (failure instanceof JournalUnavailable) {
                surroundings.afterWriteRetryDelay(() -> {
                    if (phase == Phase.READING) {
                        phase = Phase.CARRIED;
                        readAgain();
                    }
                });
            } else {
                quarantine(failure);
            }
        });
    }

    private void reread(Optional<Chronicle> found) {
        if (phase != Phase.READING) {
            return;
        }
        if (!isOurs(found.map(Chronicle::row))) {
            leave();
            return;
        }
        phase = Phase.CARRIED;
        var chronicle = found.get();
        boolean arrived = underWay != null
                && chronicle.contains(underWay.appendId())
                && chronicle.row().lastSequence() == underWay.saga().sequence();
        if (arrived) {
            appended(true);
        } else {
            resumeFrom(chronicle);
        }
        drainPostponed();
    }

    private void resumeFrom(Chronicle chronicle) {
        underWay = null;
        takenFrom = Optional.empty();
        unwritten.clear();
        cancel(writeTimer);
        writeTimer = null;
        gatedCalls.clear();
        waiters.setBack(id());
        saga = chronicle.replay(blueprint.definition());
        lastDurable = saga.sequence();
        committed(saga.sequence());
        if (phase == Phase.CARRIED) {
            adopt();
        }
    }

    private void drainPostponed() {
        while (phase == Phase.CARRIED && !postponed.isEmpty()) {
            signal(postponed.remove());
        }
    }

    // ---- leaving

    /** A bug, or a history that makes no sense, is this saga's alone: it must not take the loop's other sagas with it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            quarantine(e);
        }
    }

    private void quarantine(Throwable why) {
        surroundings.quarantine(id(), committed, why);
        surroundings.mayBeStray(id());
        leave();
    }

    private void end() {
        goAway();
        waiters.ended(saga);
    }

    /** Gives the saga up: someone else has it, or nobody. */
    void leave() {
        goAway();
        waiters.leftAlone(id());
    }

    private void goAway() {
        phase = Phase.GONE;
        cancel(wakeTimer);
        cancel(writeTimer);
        surroundings.gone(this);
    }

    private static void cancel(Loop.Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
