package dev.roundtrip.saga.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaMachine;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A write of one saga tells by how many events it recorded whether it was carried out, so there has to be one. */
class NothingToRecordTest {
    private static final UUID ID = UUID.randomUUID();
    private static final UUID NODE = UUID.randomUUID();

    @Test
    void aStartHasAnEvent() {
        var saga = SagaMachine.start(ID, Trips.TRIP, Payload.empty(), Set.of(), Instant.EPOCH)
                .after();
        var failure = assertThrows(
                IllegalArgumentException.class,
                () -> new Start("request", Payload.empty(), NODE, UUID.randomUUID(), saga, List.of()));
        assertEquals("a start has at least one event", failure.getMessage());
    }

    @Test
    void anAppendHasAnEvent() {
        var saga = SagaMachine.start(ID, Trips.TRIP, Payload.empty(), Set.of(), Instant.EPOCH)
                .after();
        var failure = assertThrows(
                IllegalArgumentException.class, () -> Append.byOwner(UUID.randomUUID(), saga, List.of(), NODE));
        assertEquals("an append has at least one event", failure.getMessage());
    }
}
