package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.journal.Histories;
import dev.roundtrip.saga.journal.Orders;
import dev.roundtrip.saga.journal.Telling;
import dev.roundtrip.saga.journal.Trips;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This release on the tables of the one before, as it finds them where migrations are made by someone else and later. What it
 * needs of the tables has to be there a release earlier (expand, then use, then contract).
 */
class EarlierTablesTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = JournalDatabase.beforeTheLastMigration();

    static List<Field> statements() {
        return List.of(Statements.class.getDeclaredFields());
    }

    static Iterable<Map.Entry<String, Telling>> histories() {
        return Histories.all().entrySet();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void whatItAsksForIsThere(Field statement) throws IllegalAccessException {
        DATABASE.execute("PREPARE now AS " + statement.get(null));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyWayThatASagaCanGoIsRecorded(Map.Entry<String, Telling> history) {
        var saga = history.getValue().saga();
        Recording.record(DATABASE.journal(), history.getKey(), UUID.randomUUID(), history.getValue());
        var read = await(DATABASE.journal().read(saga.id())).orElseThrow();
        var definition = read.row().definition().name().equals(Trips.TRIP.name()) ? Trips.TRIP : Orders.ORDER;
        assertEquals(SagaText.of(saga), SagaText.of(read.replay(definition)));
    }
}
