package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One saga's next events.
 *
 * @param appendId this write's id, stored with the events: how a writer that lost the reply finds its own
 * @param saga the saga with {@code events} folded in; its sequence is that of the last of them
 * @param events what to record; at least one
 * @param expectedOwner who must own the saga for it to move; empty: whoever
 * @param newOwner who owns it afterwards; empty: as before
 * @param wish whether this is someone else's wish, which the owner must be made to look at
 */
public record Append(
        UUID appendId,
        Saga saga,
        List<SagaEvent> events,
        Optional<UUID> expectedOwner,
        Optional<UUID> newOwner,
        boolean wish) {
    public Append {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("an append has at least one event");
        }
        events = List.copyOf(events);
    }

    /** By the saga's owner. */
    public static Append byOwner(UUID appendId, Saga saga, List<SagaEvent> events, UUID owner) {
        return new Append(appendId, saga, events, Optional.of(owner), Optional.empty(), false);
    }

    /** By a node that takes the saga over from {@code before}. */
    public static Append byAdopter(UUID appendId, Saga saga, List<SagaEvent> events, UUID before, UUID adopter) {
        return new Append(appendId, saga, events, Optional.of(before), Optional.of(adopter), false);
    }

    /** By someone who doesn't own the saga and has a wish. */
    public static Append byOther(UUID appendId, Saga saga, List<SagaEvent> events) {
        return new Append(appendId, saga, events, Optional.empty(), Optional.empty(), true);
    }

    /** The sequence that the saga must be at for it to move. */
    public long expectedSequence() {
        return saga.sequence() - events.size();
    }
}
