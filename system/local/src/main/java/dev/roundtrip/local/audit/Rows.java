package dev.roundtrip.local.audit;

import dev.roundtrip.system.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads a database as its own role. */
final class Rows {
    private Rows() {}

    /** How one row is read. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Every row of a query that takes no parameter. */
    static <T> List<T> of(Database database, String sql, Reader<T> reader) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database " + database.name() + " can't be audited: " + e.getMessage(), e);
        }
    }
}
