package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Any number of nodes over one journal, on a clock that jumps. */
final class Fleet {
    final World world = new World();
    final MemoryJournal journal = new MemoryJournal(world);
    private final Random ids = new Random(7);
    private int nodes;

    /** An open engine on a node that works. */
    SagaEngine engine(SagaBlueprint<?>... blueprints) {
        return engine(world.node(), blueprints);
    }

    /** An open engine on that node. */
    SagaEngine engine(World.Node node, SagaBlueprint<?>... blueprints) {
        return engine(node, EngineSettings.defaults("node-" + ++nodes), blueprints);
    }

    SagaEngine engine(World.Node node, EngineSettings settings, SagaBlueprint<?>... blueprints) {
        var engine = new SagaEngine(
                journal.over(MemoryJournal.GOOD),
                node,
                settings,
                List.of(blueprints),
                () -> new UUID(ids.nextLong(), ids.nextLong()));
        heard(engine.open());
        return engine;
    }

    <R> UUID started(SagaEngine engine, SagaBlueprint<R> blueprint, R request) {
        var started = heard(engine.start(blueprint, "request " + ids.nextLong(), Payload.empty(), request));
        return assertInstanceOf(Started.Accepted.class, started).sagaId();
    }

    /** What {@code question} is answered; time passes meanwhile. */
    <T> T heard(Uni<T> question) {
        var answer = new AtomicReference<T>();
        var failure = new AtomicReference<Throwable>();
        var done = new boolean[1];
        question.onItemOrFailure()
                .invoke((item, problem) -> {
                    answer.set(item);
                    failure.set(problem);
                    done[0] = true;
                })
                .subscribe()
                .with(item -> {}, problem -> {});
        until(() -> done[0], "an answer");
        if (failure.get() instanceof RuntimeException refused) {
            throw refused;
        }
        return answer.get();
    }

    void until(BooleanSupplier so, String what) {
        assertTrue(world.runUntil(so, Duration.ofHours(1)), () -> "not within an hour: " + what);
    }

    Chronicle chronicle(UUID sagaId) {
        return journal.find(sagaId).orElseThrow();
    }

    Saga saga(UUID sagaId, SagaBlueprint<?> blueprint) {
        return chronicle(sagaId).replay(blueprint.definition());
    }

    Saga ended(UUID sagaId, SagaBlueprint<?> blueprint) {
        until(() -> chronicle(sagaId).row().status().isFinal(), "the end of " + chronicle(sagaId));
        return saga(sagaId, blueprint);
    }
}
