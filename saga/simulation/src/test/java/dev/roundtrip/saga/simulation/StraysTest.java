package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.UnreadableJournal;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sagas that are a node's own although it doesn't hold them. */
class StraysTest {
    private final Fleet fleet = new Fleet();
    private boolean unreadable;

    private Journal journal() {
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (unreadable && method.getName().equals("read")) {
                        return Uni.createFrom().failure(new UnreadableJournal("of a kind that is not known", null));
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static EngineSettings roomForOne() {
        var defaults = EngineSettings.defaults("small");
        return new EngineSettings(
                "small",
                1,
                defaults.lease(),
                defaults.sweepInterval(),
                defaults.adoptionsPerSweep(),
                defaults.maxUnansweredOwners(),
                defaults.writeBehind(),
                defaults.maxBatch(),
                defaults.maxWrites(),
                defaults.writeRetryDelay(),
                defaults.drainLimit());
    }

    @Test
    void oneThatCantBeReadIsQuarantinedAndTakesUpNoRoom() {
        var trips = Trips.blueprint(new Participants(fleet.world), Trips.silent("hotel", () -> true));
        var owner = new SagaEngine(journal(), fleet.world.node(), roomForOne(), List.of(trips), UUID::randomUUID);
        fleet.heard(owner.open());
        var another = fleet.engine(trips);
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(1));
        unreadable = true;
        var seen = fleet.chronicle(id).row().lastSequence();
        var note = new OperatorNote("ada", "So that it is written to.");
        fleet.heard(another.command(id, seen, new OperatorCommand.Pause(), note));
        fleet.until(() -> fleet.chronicle(id).row().quarantine().isPresent(), "a quarantine");
        fleet.world.run(Duration.ofSeconds(10));
        assertInstanceOf(
                Started.Accepted.class, fleet.heard(owner.start(trips, "another", Payload.empty(), "another")));
    }
}
