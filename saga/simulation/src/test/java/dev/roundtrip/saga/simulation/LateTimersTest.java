package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A timer may have gone off, and wait for its turn on the loop, when it is cancelled: what it says then is counted, no more. */
class LateTimersTest {
    private final Fleet fleet = new Fleet();

    @Test
    void aTimerThatGoesOffAfterTheEndDoesNothing() {
        var participants = new Participants(fleet.world);
        var trips = Trips.blueprint(participants, Trips.GOOD);
        var engine = new SagaEngine(
                fleet.journal.over(MemoryJournal.GOOD),
                new Stubborn(fleet.world.node()),
                EngineSettings.defaults("stubborn"),
                List.of(trips),
                UUID::randomUUID);
        fleet.heard(engine.open());
        var id = fleet.started(engine, trips, "trip");
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, trips).status());
        var row = fleet.chronicle(id).row();
        int calls = participants.calls();
        fleet.world.run(Duration.ofMinutes(30));
        assertEquals(1, engine.lateTimers(), "the deadline's");
        assertEquals(row, fleet.chronicle(id).row());
        assertEquals(calls, participants.calls());
    }
}
