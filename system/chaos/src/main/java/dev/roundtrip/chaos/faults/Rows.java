package dev.roundtrip.chaos.faults;

import dev.roundtrip.system.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads a service's database behind its back, as its own role. */
final class Rows {
    private Rows() {}

    /** How one row is read. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All of them; parameters may be arrays of UUIDs. */
    static <T> List<T> of(Database database, String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (var connection = database.connect();
                var query = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                var parameter =
                        parameters[i] instanceof UUID[] ids ? connection.createArrayOf("uuid", ids) : parameters[i];
                query.setObject(i + 1, parameter);
            }
            var read = new ArrayList<T>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        }
    }
}
