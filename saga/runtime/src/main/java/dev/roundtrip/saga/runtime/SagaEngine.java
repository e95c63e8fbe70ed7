package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.core.Words;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries sagas on: the node's part in a journal that any number of nodes share.
 *
 * <p>What it promises: a saga that was accepted is committed, and is brought to an end, by this node or by another that
 * adopts it, whatever stops when. Its methods may be called from any thread and never block; what they answer comes on the
 * engine's loop.
 */
public final class SagaEngine {
    private static final Duration COMPLAINT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    private final Journal journal;
    private final Loop loop;
    private final EngineSettings settings;
    private final Map<DefinitionVersion, SagaBlueprint<?>> blueprints;
    private final Decider decider;
    private final UUID node;
    private final Surroundings surroundings = new Around();
    private final Starts starts;
    private final Admission admission;
    private final Batches<LiveSaga<?>, Boolean> appends;
    private final NodeLease lease;
    private final RecoverySweep sweep;
    private final Adoption adoption;
    private final Strays strays;
    private final QuietSagas quietSagas;
    private final Cancellation cancellation;
    private final OutsideAnswers outsideAnswers;
    private final Operations operations;
    private final LongAdder lateAnswers = new LongAdder();
    private final LongAdder lateTimers = new LongAdder();
    private final Held held = new Held();
    private Instant lastComplaint = Instant.EPOCH;
    private boolean opened;
    private boolean stopping;

    /**
     * Makes an engine, which does nothing until it is {@linkplain #open opened}.
     *
     * @param blueprints every definition version that it can carry on
     * @param ids where the ids of sagas and of this node come from: time-ordered UUIDs, never the same twice
     */
    public SagaEngine(
            Journal journal,
            Loop loop,
            EngineSettings settings,
            Collection<? extends SagaBlueprint<?>> blueprints,
            Supplier<UUID> ids) {
        this(journal, loop, settings, blueprints, ids, SagaMachine::decide);
    }

    SagaEngine(
            Journal journal,
            Loop loop,
            EngineSettings settings,
            Collection<? extends SagaBlueprint<?>> blueprints,
            Supplier<UUID> ids,
            Decider decider) {
        this.journal = journal;
        this.decider = decider;
        this.loop = loop;
        this.settings = settings;
        this.blueprints = blueprints.stream()
                .collect(Collectors.toUnmodifiableMap(
                        blueprint -> DefinitionVersion.of(blueprint.definition()), Function.identity()));
        this.node = ids.get();
        this.admission = new Admission(settings.admission());
        this.starts = new Starts(journal, surroundings, settings, ids, this::hold);
        this.appends =
                new Batches<>(loop, settings.maxBatch(), settings.maxWrites(), this::append, new AppendListener());
        this.adoption = new Adoption(
                surroundings,
                held,
                new Histories(journal, loop, settings),
                this.blueprints,
                settings.maxUnansweredOwners());
        this.strays = new Strays(surroundings, adoption::adopt);
        this.quietSagas = new QuietSagas(surroundings, held, settings.lease());
        var intake = new Intake(journal, surroundings, this.blueprints, this::lookAgain);
        this.cancellation = new Cancellation(surroundings, intake, held::find);
        this.outsideAnswers = new OutsideAnswers(surroundings, intake, held::find, settings.lease());
        this.operations = new Operations(journal, surroundings, intake);
        this.lease =
                new NodeLease(journal, loop, node, settings.nodeName(), this.blueprints.keySet(), settings.lease());
        this.sweep = new RecoverySweep(
                journal,
                loop,
                lease,
                node,
                this.blueprints.keySet(),
                settings.adoptionsPerSweep(),
                settings.sweepInterval(),
                held::ids,
                adoption::lookAfter);
    }

    private void hold(LiveSaga<?> started) {
        held.add(started);
        admission.started(started.id(), loop.now());
    }

    private void lookAgain(Saga written) {
        held.find(written.id()).ifPresent(saga -> saga.lookAgain(written.sequence()));
    }

    private Uni<List<Boolean>> append(List<LiveSaga<?>> batch) {
        var taken = batch.stream().map(LiveSaga::takeAppend).toList();
        return journal.append(taken).map(moved -> taken.stream()
                .map(append -> moved.contains(append.saga().id()))
                .toList());
    }

    /** Takes this node's lease and begins to look for sagas to take over. Fails when the journal can't be reached. */
    public Uni<Void> open() {
        return lease.take().chain(journal::forgetNodes).emitOn(loop).invoke(() -> {
            opened = true;
            sweep.start();
            seekStraysLater();
        });
    }

    // ---- starting

    /**
     * Starts a saga, once per request id. The answer comes when it is committed. Fails with {@link JournalUnavailable} when
     * that is not known; asking again with the same request id is then the way to find out. Fails with {@link
     * IllegalStateException} before the engine is open: nobody would take its sagas over from a node without a lease.
     *
     * @param fingerprint tells a repeat of the request from another one under the same id
     */
    public <R> Uni<Started> start(SagaBlueprint<R> blueprint, String requestId, Payload fingerprint, R request) {
        return onLoop(() -> {
            if (!opened) {
                return Uni.createFrom()
                        .failure(new IllegalStateException(
                                "open the engine before you start sagas: it has no lease yet"));
            }
            if (stopping) {
                return starts.insteadOf(new Started.Stopping(), requestId, fingerprint);
            }
            if (!admission.admits(held.count() + strays.count(), loop.now())) {
                return starts.insteadOf(new Started.Busy(), requestId, fingerprint);
            }
            return starts.start(blueprint, requestId, fingerprint, request);
        });
    }

    /**
     * How many more sagas this node would start now; past that it answers {@link Started.Busy}. For who turns callers away before
     * they cost much. Without a bound while it isn't open or is stopping, of which only a start tells more.
     */
    public Uni<Integer> room() {
        return onLoop(() -> Uni.createFrom()
                .item(
                        opened && !stopping
                                ? admission.room(held.count() + strays.count(), loop.now())
                                : Integer.MAX_VALUE));
    }

    /**
     * What a start under this request id would be answered if the id was used before, {@link Started.Repeated}, {@link
     * Started.NoLongerKept} or {@link Started.Conflicting}; empty when it was not. Starts nothing. Fails with {@link
     * JournalUnavailable} when the journal can't be reached.
     */
    public Uni<Optional<Started>> repeatOf(String requestId, Payload fingerprint) {
        return starts.repeatOf(requestId, fingerprint);
    }

    private final class AppendListener implements Batches.Listener<LiveSaga<?>, Boolean> {
        @Override
        public void written(LiveSaga<?> saga, Boolean moved) {
            saga.appended(moved);
        }

        @Override
        public void failed(LiveSaga<?> saga, Throwable failure) {
            if (!loop.now().isBefore(lastComplaint.plus(COMPLAINT_INTERVAL))) {
                lastComplaint = loop.now();
                EngineLog.notWritten(failure);
            }
            saga.appendFailed(failure);
        }
    }

    // ---- asking

    /**
     * The saga once it has ended, if this node carries it on. Fails with {@link NoLongerHere} if it doesn't, or stops
     * doing so: then the journal tells. Cancelling the wait cancels nothing else.
     */
    public Uni<Saga> whenEnded(UUID sagaId) {
        return onLoop(() -> held.find(sagaId).map(saga -> saga.whenEnded()).orElseGet(() -> Uni.createFrom()
                .failure(new NoLongerHere(sagaId))));
    }

    /** The saga as {@link #whenEnded(UUID)} has it, or nothing if that takes longer than {@code most}. */
    public Uni<Optional<Saga>> whenEnded(UUID sagaId, Duration most) {
        return onLoop(() -> held.find(sagaId).map(saga -> saga.whenEnded(most)).orElseGet(() -> Uni.createFrom()
                .failure(new NoLongerHere(sagaId))));
    }

    /** How many sagas this node carries on. To be called on the loop. */
    public int inFlight() {
        return held.count();
    }

    /** The same, for who is not on the loop. */
    public Uni<Integer> countInFlight() {
        return onLoop(() -> Uni.createFrom().item(held.count()));
    }

    // ---- cancelling

    /**
     * Records the wish to have a saga undone, whichever node carries it on. Repeating it is harmless. When the journal can't
     * be reached it fails with {@link JournalUnavailable}, or, if this node carries the saga on, waits until it can be.
     *
     * @param message who wants it, or why; one sentence, kept in the history
     */
    public Uni<Cancelled> cancel(UUID sagaId, String message) {
        return onLoop(() -> cancellation.cancel(sagaId, new Signal.Cancel(message)));
    }

    // ---- from outside

    /**
     * Takes an answer that didn't come as a call's reply: by a message, or through a person. Taken once per step and
     * direction; a repeat, or one that comes too late, changes nothing. When the journal can't be reached it fails with {@link
     * JournalUnavailable}, and is to be brought again, or, if this node carries the saga on, waits until it can be.
     *
     * @param direction of the attempt that it answers: forward or compensation
     * @param outcome Confirmed, or Rejected if the step may be refused
     * @throws IllegalArgumentException, as the Uni's failure, for an outcome that settles nothing or a step that isn't there
     */
    public Uni<Answered> answer(UUID sagaId, String step, Direction direction, Outcome outcome) {
        return onLoop(() -> outsideAnswers.answer(sagaId, step, direction, outcome));
    }

    /**
     * Carries out an operator's command, if the saga is still where the operator saw it, whichever node carries it on. Fails
     * with {@link JournalUnavailable} when the journal can't be reached: then it may have been carried out, and asking again
     * tells.
     *
     * @param seen the sequence number of the last event that the operator saw
     * @param note who, and why: kept in the saga's history
     * @throws IllegalArgumentException, as the Uni's failure, for a step that isn't there
     */
    public Uni<Commanded> command(UUID sagaId, long seen, OperatorCommand command, OperatorNote note) {
        return onLoop(() -> operations.command(sagaId, seen, command, note));
    }

    /**
     * Lets a quarantined saga go on, if it is still where the operator saw it. What it was quarantined for may well bring it
     * there again.
     *
     * @param seen the sequence number of the last event that the operator saw
     * @param note who, and why: kept in the saga's history
     */
    public Uni<Commanded> release(UUID sagaId, long seen, OperatorNote note) {
        return onLoop(() -> operations.release(sagaId, seen, note));
    }

    /** How many answers came too late, or a second time, since this engine was made; none of them changed anything. */
    public long lateAnswers() {
        return lateAnswers.sum();
    }

    /** How many timers went off after their saga's end, since this engine was made; none of them did anything. */
    public long lateTimers() {
        return lateTimers.sum();
    }

    // ---- taking over

    private void seekStraysLater() {
        loop.schedule(settings.sweepInterval(), () -> {
            if (stopping) {
                return;
            }
            if (lease.mayAdopt()) {
                strays.seek(settings.adoptionsPerSweep());
            }
            quietSagas.ask(settings.adoptionsPerSweep());
            seekStraysLater();
        });
    }

    // ---- stopping

    /**
     * Stops: accepts nothing new, begins no call, writes down what is known within the settings' bound, lets go of all sagas,
     * and gives the lease back so that others may adopt at once; that takes at most two statements of the journal's longer. Never
     * fails.
     */
    public Uni<Void> drain() {
        return this.<Void>onLoop(() -> {
                    stopping = true;
                    sweep.stop();
                    var until = loop.now().plus(settings.drainLimit());
                    return Uni.createFrom().emitter(emitter -> drainUntil(until, emitter));
                })
                .invoke(() -> held.all().forEach(LiveSaga::leave))
                .chain(lease::end)
                .onFailure()
                .invoke(EngineLog::notReleased)
                .onFailure()
                .recoverWithNull()
                .emitOn(loop);
    }

    private void drainUntil(Instant until, UniEmitter<? super Void> drained) {
        long left = held.all().stream().filter(saga -> !saga.flush()).count();
        if (left == 0) {
            drained.complete(null);
        } else if (loop.now().isAfter(until)) {
            EngineLog.notDrained((int) left);
            drained.complete(null);
        } else {
            loop.schedule(DRAIN_STEP, () -> drainUntil(until, drained));
        }
    }

    private <T> Uni<T> onLoop(Supplier<Uni<T>> task) {
        return Uni.createFrom().<T>deferred(task::get).runSubscriptionOn(loop);
    }

    private final class Around implements Surroundings {
        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Decider decider() {
            return decider;
        }

        @Override
        public UUID node() {
            return node;
        }

        @Override
        public String nodeName() {
            return settings.nodeName();
        }

        @Override
        public boolean stopping() {
            return stopping;
        }

        @Override
        public Batches<LiveSaga<?>, Boolean> appends() {
            return appends;
        }

        @Override
        public Duration writeBehind() {
            return settings.writeBehind();
        }

        @Override
        public void afterWriteRetryDelay(Runnable task) {
            loop.schedule(settings.writeRetryDelay(), task);
        }

        @Override
        public void read(UUID sagaId, Consumer<Optional<Chronicle>> found, Consumer<Throwable> failed) {
            hear(journal.read(sagaId), found, failed);
        }

        @Override
        public void rows(Collection<UUID> sagaIds, Consumer<Map<UUID, SagaRow>> found, Consumer<Throwable> failed) {
            hear(journal.rows(sagaIds), found, failed);
        }

        private <T> void hear(Uni<T> question, Consumer<T> answered, Consumer<Throwable> failed) {
            question.subscribe()
                    .with(
                            answer -> loop.execute(() -> answered.accept(answer)),
                            failure -> loop.execute(() -> failed.accept(failure)));
        }

        @Override
        public void quarantine(UUID sagaId, long sequence, Throwable why) {
            EngineLog.quarantined(sagaId, why);
            journal.quarantine(sagaId, sequence, Words.keepable(why.toString()))
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> loop.execute(() -> {
                                EngineLog.journalAway(failure);
                                // If it is this node's own and isn't put aside, nobody else looks after it.
                                mayBeStray(sagaId);
                            }));
        }

        @Override
        public void mayBeStray(UUID sagaId) {
            strays.add(sagaId);
        }

        @Override
        public void decided(Saga saga, List<SagaEvent> events) {
            // Behind the write that it may bring about, which the loop goes through its tasks for.
            loop.execute(() -> EngineLog.decided(saga, events));
        }

        @Override
        public void ignored(Signal signal) {
            switch (signal) {
                case Signal.Answered answered -> lateAnswers.increment();
                case Signal.TimePassed passed -> lateTimers.increment();
                case Signal.Cancel cancel -> {}
                case Signal.Adopt adopt -> {}
            }
        }

        @Override
        public void gone(LiveSaga<?> saga) {
            held.remove(saga);
            if (saga.hasEnded()) {
                admission.ended(saga.id(), loop.now());
            } else {
                admission.left(saga.id());
            }
        }
    }
}
