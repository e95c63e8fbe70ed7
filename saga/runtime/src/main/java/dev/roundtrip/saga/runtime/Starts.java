package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records new sagas, once per request id; those that come while others are being written go out together. Lives on the loop. */
final class Starts {
    private record Pending<R>(LiveSaga<R> saga, Start start, UniEmitter<? super Started> emitter) {}

    private final Journal journal;
    private final Surroundings surroundings;
    private final Supplier<UUID> ids;
    private final Consumer<LiveSaga<?>> held;
    private final Batches<Pending<?>, StartResult> writes;
    private final Lookups lookups;

    /** {@code held} is told of each saga before it is on its way to the journal. */
    Starts(
            Journal journal,
            Surroundings surroundings,
            EngineSettings settings,
            Supplier<UUID> ids,
            Consumer<LiveSaga<?>> held) {
        this.journal = journal;
        this.surroundings = surroundings;
        this.ids = ids;
        this.held = held;
        this.writes = new Batches<>(
                surroundings.loop(),
                settings.maxBatch(),
                settings.maxWrites(),
                batch -> journal.start(batch.stream().<Start>map(Pending::start).toList()),
                new Listener());
        this.lookups = new Lookups(journal, surroundings.loop(), settings.maxBatch(), settings.admission());
    }

    <R> Uni<Started> start(SagaBlueprint<R> blueprint, String requestId, Payload fingerprint, R request) {
        var decision = SagaMachine.start(
                ids.get(),
                blueprint.definition(),
                blueprint.codec().encode(request),
                blueprint.skipped(request),
                surroundings.loop().now());
        var saga = LiveSaga.starting(surroundings, blueprint, request, decision);
        var start = new Start(
                requestId, fingerprint, surroundings.node(), UUID.randomUUID(), decision.after(), decision.events());
        held.accept(saga);
        return Uni.createFrom().emitter(emitter -> writes.offer(new Pending<>(saga, start, emitter)));
    }

    /**
     * A refusal, unless the request was accepted before: then nothing new is asked of anyone. Who isn't told in time whether it
     * was can't be refused, for a refusal says that nothing was accepted: it fails with {@link JournalUnavailable}.
     */
    Uni<Started> insteadOf(Started refusal, String requestId, Payload fingerprint) {
        return repeatOf(requestId, fingerprint).map(repeat -> repeat.orElse(refusal));
    }

    /** What a start would be answered if its request id was used before. */
    Uni<Optional<Started>> repeatOf(String requestId, Payload fingerprint) {
        return lookups.find(requestId).map(known -> known.map(request -> repeated(request, fingerprint)));
    }

    private static Started repeated(KnownRequest known, Payload fingerprint) {
        if (!known.fingerprint().equals(fingerprint)) {
            return new Started.Conflicting(known.sagaId());
        }
        return known.gone()
                .<Started>map(ending -> new Started.NoLongerKept(known.sagaId(), ending.status(), ending.at()))
                .orElseGet(() -> new Started.Repeated(known.sagaId()));
    }

    private final class Listener implements Batches.Listener<Pending<?>, StartResult> {
        @Override
        public void written(Pending<?> pending, StartResult result) {
            switch (result) {
                case StartResult.Accepted accepted -> accepted(pending);
                case StartResult.AlreadyKnown known
                when known.sagaId().equals(pending.saga().id())
                        && known.request().gone().isEmpty() -> accepted(pending);
                case StartResult.AlreadyKnown known -> {
                    pending.saga().leave();
                    pending.emitter()
                            .complete(repeated(known.request(), pending.start().fingerprint()));
                }
            }
        }

        private void accepted(Pending<?> pending) {
            pending.saga().started();
            pending.emitter().complete(new Started.Accepted(pending.saga().id()));
        }

        @Override
        public void failed(Pending<?> pending, Throwable failure) {
            // It may have been committed all the same; then it is ours, and nobody carries it on until we look.
            surroundings.mayBeStray(pending.saga().id());
            pending.saga().leave();
            pending.emitter().fail(failure);
        }
    }
}
