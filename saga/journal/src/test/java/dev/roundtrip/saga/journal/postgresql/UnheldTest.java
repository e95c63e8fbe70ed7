package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.SagaRow;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node owns and doesn't hold. */
class UnheldTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private final UUID owner = UUID.randomUUID();

    @BeforeEach
    void anEmptyJournal() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
    }

    private static Saga started(String requestId, UUID owner) {
        var start = Sagas.start(requestId, owner);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }

    private List<UUID> unheld(List<UUID> held, int limit) {
        return await(DATABASE.journal().unheld(owner, held, limit)).stream()
                .map(SagaRow::sagaId)
                .toList();
    }

    @Test
    void onesOwnThatAreNotHeldAreFoundTheOldestFirst() {
        var first = started("first", owner);
        var second = started("second", owner);
        var third = started("third", owner);
        started("another's", UUID.randomUUID());
        assertEquals(List.of(first.id(), second.id(), third.id()), unheld(List.of(), 10));
        assertEquals(List.of(first.id(), third.id()), unheld(List.of(second.id(), UUID.randomUUID()), 10));
        assertEquals(List.of(first.id()), unheld(List.of(second.id()), 1));
        assertEquals(List.of(), unheld(List.of(first.id(), second.id(), third.id()), 10));
    }

    @Test
    void whatHasEndedOrIsQuarantinedIsNotMissed() {
        var ended = started("ended", owner);
        DATABASE.execute("UPDATE saga SET status = 'COMPENSATED' WHERE saga_id = '" + ended.id() + "'");
        var bad = started("bad", owner);
        await(DATABASE.journal().quarantine(bad.id(), bad.sequence(), "It can't be read."));
        assertEquals(List.of(), unheld(List.of(), 10));
    }
}
