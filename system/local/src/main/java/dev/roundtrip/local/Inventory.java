package dev.roundtrip.local;

import dev.roundtrip.system.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Something to book: flights, rooms and cars for every day from today to the end of 2035. The services contain no data
 * of their own; these are put into their databases as an operator would.
 */
final class Inventory {
    private Inventory() {}

    /**
     * Loads what a participant's database doesn't have yet, as its own role. Repeating it changes nothing, but that new
     * days are added. The service has to have made its tables.
     */
    static void load(ServiceName participant, Database database) {
        var sql = read("/inventory/" + participant.database() + ".sql");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LocalFailure(
                    "The inventory of " + participant.module() + " could not be loaded: " + e.getMessage(), e);
        }
    }

    private static String read(String resource) {
        try (var stream = Inventory.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " can't be read", e);
        }
    }
}
