package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A release because a version is known again asks for the owner's attention. A write of that owner's that was given up, and lands
 * late, would take the attention away; so a release moves the saga, and the late write is refused.
 */
class LateWriteAfterReleaseTest {
    private final World world = new World();

    @Test
    void aReleasedSagaIsLookedAfterAlthoughALateWriteOfItsOwnerLands() {
        var journal = new MemoryJournal(world).over(MemoryJournal.GOOD);
        var definition = Trips.blueprint(new Participants(world), Trips.GOOD).definition();
        var knows = Set.of(DefinitionVersion.of(definition));
        var owner = UUID.randomUUID();
        heard(journal.renew(owner, "owner", knows, Duration.ofSeconds(5)));
        var begun = SagaMachine.start(UUID.randomUUID(), definition, Payload.empty(), Set.of(), world.now());
        heard(journal.start(List.of(
                new Start("request", Payload.empty(), owner, UUID.randomUUID(), begun.after(), begun.events()))));
        var next = SagaMachine.decide(begun.after(), new Signal.Cancel("Changed my mind."), world.now());
        var late = Append.byOwner(UUID.randomUUID(), next.after(), next.events(), owner);

        world.run(Duration.ofSeconds(6));
        heard(journal.renew(UUID.randomUUID(), "another", Set.of(), Duration.ofSeconds(5)));
        assertEquals(1, heard(journal.quarantineUnknownVersions(10)).size());
        heard(journal.renew(owner, "owner", knows, Duration.ofSeconds(5)));
        var released = new SagaEvent.SagaReleased(world.now(), new OperatorNote("sweep", "Its version is known."));
        assertEquals(
                1,
                heard(journal.releaseKnownVersions(knows, 10, UUID.randomUUID(), released))
                        .size());
        boolean moved = !heard(journal.append(List.of(late))).isEmpty();

        assertTrue(
                heard(journal.claimable(owner, knows, 10)).size() == 1,
                () -> "the owner, which had let go of it, is not told to look (the late write has "
                        + (moved ? "moved it)" : "not moved it)"));
    }

    private static <T> T heard(Uni<T> question) {
        return question.await().indefinitely();
    }
}
