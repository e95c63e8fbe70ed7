package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.runtime.Loop;
import dev.roundtrip.saga.testkit.World;
import java.time.Duration;
import java.time.Instant;

/** A loop on which every timer is cancelled too late. */
record Stubborn(World.Node node) implements Loop {
    @Override
    public Instant now() {
        return node.now();
    }

    @Override
    public void execute(Runnable task) {
        node.execute(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        node.schedule(delay, task);
        return () -> {};
    }
}
