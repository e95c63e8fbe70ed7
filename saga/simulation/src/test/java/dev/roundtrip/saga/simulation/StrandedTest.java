package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A saga that a living node owns and doesn't hold is nobody else's to look after. */
class StrandedTest {
    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);

    /** Of the first write the reply is lost, the second doesn't arrive; from then on all is well. */
    private static final class TwiceUnlucky implements MemoryJournal.Connection {
        private int writes;

        @Override
        public boolean arrives() {
            return true;
        }

        @Override
        public MemoryJournal.Reply reply() {
            return writes == 1 ? MemoryJournal.Reply.LOST_AND_NOTICED : MemoryJournal.Reply.HEARD;
        }

        @Override
        public <T> Uni<T> slowed(Uni<T> write) {
            return Uni.createFrom()
                    .deferred(() -> ++writes == 2
                            ? Uni.createFrom().failure(new JournalUnavailable("the connection was lost", null))
                            : write);
        }
    }

    @Test
    void oneThatCouldNotBePutInQuarantineIsLookedAtAgain() {
        var trips = Trips.blueprint(participants, Trips.GOOD);
        var engine = new SagaEngine(
                fleet.journal.over(new TwiceUnlucky()),
                fleet.world.node(),
                DefaultsBut.suspecting(1),
                List.of(trips),
                UUID::randomUUID);
        fleet.heard(engine.open());
        engine.start(trips, "request", Payload.empty(), "trip").subscribe().with(started -> {}, unheard -> {});
        fleet.world.run(Duration.ofMinutes(1));
        var row = fleet.journal.all().getFirst().row();
        assertTrue(
                row.status().isFinal() || row.quarantine().isPresent(),
                () -> "nobody looks after it: " + fleet.journal.all());
    }
}
