package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Decision;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Journal;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes an engine that asks another machine than the real one; a test's way past what the runtime keeps to itself. */
public final class EngineDecidingBy {
    /** What follows from a signal. */
    @FunctionalInterface
    public interface Machine {
        Decision decide(Saga saga, Signal signal, Instant now);
    }

    private EngineDecidingBy() {}

    public static SagaEngine machine(
            Machine machine,
            Journal journal,
            Loop loop,
            EngineSettings settings,
            Collection<SagaBlueprint<?>> blueprints,
            Supplier<UUID> ids) {
        return new SagaEngine(journal, loop, settings, blueprints, ids, machine::decide);
    }
}
