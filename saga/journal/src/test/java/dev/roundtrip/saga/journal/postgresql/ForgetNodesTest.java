package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Saga;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForgetNodesTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    @BeforeEach
    void nobodyIsThere() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
    }

    @Test
    void aNodeThatEndedMoreThanADayAgoIsForgotten() {
        ended("25 hours");
        assertEquals(0, left());
    }

    @Test
    void aNodeThatEndedLaterIsRemembered() {
        ended("23 hours");
        assertEquals(1, left());
    }

    @Test
    void aNodeThatIsAliveIsRemembered() {
        await(DATABASE.journal().renew(UUID.randomUUID(), "node", List.of(), Duration.ofHours(1)));
        assertEquals(1, left());
    }

    /** Its sagas are found over its lease, so without it nobody would ever take them over. */
    @Test
    void aNodeIsRememberedForAsLongAsItHasSomethingUnfinished() {
        var saga = owned(ended("25 hours"));
        assertEquals(1, left());
        DATABASE.execute("UPDATE saga SET status = 'CLOSED_BY_OPERATOR' WHERE saga_id = '" + saga.id() + "'");
        assertEquals(0, left());
    }

    private static int left() {
        await(DATABASE.journal().forgetNodes());
        return DATABASE.rows("SELECT node_id FROM saga_node").size();
    }

    private static UUID ended(String ago) {
        var node = UUID.randomUUID();
        await(DATABASE.journal().renew(node, "node", List.of(), Duration.ofHours(1)));
        DATABASE.execute(
                "UPDATE saga_node SET lease_until = now() - interval '" + ago + "' WHERE node_id = '" + node + "'");
        return node;
    }

    private static Saga owned(UUID node) {
        var start = Sagas.start("owned", node);
        await(DATABASE.journal().start(List.of(start)));
        return start.saga();
    }
}
