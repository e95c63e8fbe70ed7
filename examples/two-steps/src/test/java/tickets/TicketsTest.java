package tickets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program prints what the guide says it does, in the order in which the guide has it run. */
class TicketsTest {
    private static final String ATTEMPTS = """
            SELECT 1 FROM saga JOIN saga_event USING (saga_id)
            WHERE request_id = ? AND step = ? AND kind = 'STEP_STARTED'
            """;

    @TempDir
    private Path folder;

    private PostgresServer server;
    private Database database;
    private String address;

    @BeforeEach
    void startPostgres() {
        server = PostgresServer.throwaway();
        database = server.database("tickets");
        address = "postgresql://tickets:tickets@127.0.0.1:" + database.port() + "/tickets";
    }

    @AfterEach
    void stopPostgres() {
        server.close();
    }

    private Sale sale(String order, String buyer) {
        return Sale.start(folder.resolve(order + ".out"), address, order, buyer);
    }

    @Test
    void aSaleGoesThroughAndAnotherGoesBackAndAThirdOutlivesItsProcess() {
        var told = Guide.read().outputs();
        assertEquals(4, told.size(), "the runs that the guide shows");

        assertSame(told.get(0), sale("order-1", "ana").untilItEnds());
        assertEquals(List.of("COMPLETED"), sale("order-1", "ana").untilItEnds().subList(1, 2));
        assertSame(told.get(1), sale("order-2", "bob").untilItEnds());

        var killed = sale("order-3", "ana");
        killed.await("the payment's line", sale -> sale.lines().stream().anyMatch(line -> line.startsWith("payment")));
        // Nobody who types is so quick that it isn't.
        killed.await("the payment's attempt to be on record", sale -> isOnRecord("order-3", "payment"));
        killed.kill();
        var before = killed.lines();
        assertSame(told.get(2), before);
        var after = sale("order-3", "ana").untilItEnds();
        assertSame(told.get(3), after);
        assertEquals(receipt(before), receipt(after), "the receipt");
    }

    private boolean isOnRecord(String order, String step) {
        try (var connection = database.connect();
                var query = connection.prepareStatement(ATTEMPTS)) {
            query.setString(1, order);
            query.setString(2, step);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String receipt(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("payment"))
                .map(line -> line.substring(line.indexOf(": ")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was paid: " + lines));
    }

    private static void assertSame(List<String> told, List<String> found) {
        assertEquals(withoutChance(told), withoutChance(found));
    }

    /** Seats, receipts and process numbers are others each time. */
    private static List<String> withoutChance(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("(process |: A|receipt )\\d+", "$1?"))
                .toList();
    }
}
