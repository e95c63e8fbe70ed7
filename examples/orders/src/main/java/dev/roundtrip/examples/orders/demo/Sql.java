package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.system.postgres.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into databases behind their owners' backs. */
final class Sql {
    private Sql() {}

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What {@code reader} makes of each row of the query. */
    static <T> List<T> rows(Database database, String query, RowReader<T> reader) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new DemoFailure("The " + database.name() + " database could not be read: " + e.getMessage(), e);
        }
    }

    static void execute(Database database, String statements) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new DemoFailure("The " + database.name() + " database refused: " + e.getMessage(), e);
        }
    }

    /** Someone else's transaction, which has locked something until it is closed; closing it again does nothing. */
    record Held(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            try {
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.close();
                }
            } catch (SQLException e) {
                throw new DemoFailure("A lock could not be given back: " + e.getMessage(), e);
            }
        }
    }

    /** Begins a transaction with that statement, and leaves it open. */
    static Held hold(Database database, String statement) {
        try {
            var connection = database.connect();
            connection.setAutoCommit(false);
            try (var locking = connection.createStatement()) {
                locking.execute(statement);
            }
            return new Held(connection);
        } catch (SQLException e) {
            throw new DemoFailure("A lock could not be taken: " + e.getMessage(), e);
        }
    }
}
