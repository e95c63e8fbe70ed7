package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A node's connection on which nothing is lost, and every write takes its time. */
record SlowWrites(World.Node node, Duration delay) implements MemoryJournal.Connection {
    @Override
    public boolean arrives() {
        return true;
    }

    @Override
    public MemoryJournal.Reply reply() {
        return MemoryJournal.Reply.HEARD;
    }

    @Override
    public <T> Uni<T> slowed(Uni<T> write) {
        return Uni.createFrom()
                .emitter(emitter ->
                        node.schedule(delay, () -> write.subscribe().with(emitter::complete, emitter::fail)));
    }
}
