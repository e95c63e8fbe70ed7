package dev.roundtrip.chaos;

import dev.roundtrip.system.postgres.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads a service's database behind its back, as its own role. */
public final class Rows {
    private Rows() {}

    /**
     * How one row is read.
     *
     * @param <T> what it is read as
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the row at which the result stands. */
        T read(ResultSet row) throws SQLException;
    }

    /** All of them; parameters may be arrays of UUIDs or of words. */
    public static <T> List<T> of(Database database, String sql, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (var connection = database.connect();
                var query = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, known(connection, parameters[i]));
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

    private static Object known(Connection connection, Object parameter) throws SQLException {
        return switch (parameter) {
            case UUID[] ids -> array(connection, "uuid", ids);
            case String[] words -> array(connection, "text", words);
            default -> parameter;
        };
    }

    private static Array array(Connection connection, String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }
}
