package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.report.Spread;
import dev.roundtrip.system.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How long it takes until one row is committed, by itself and over one connection: the least that a durable step costs. */
public final class WaitedCommits implements AutoCloseable {
    /** The driver prepares a statement when it has seen it some times, and its code is slow at first. */
    private static final int WARM_UP = 300;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Connection connection;
    private final PreparedStatement insert;
    private final List<Double> millis = new ArrayList<>();

    private WaitedCommits(Connection connection, PreparedStatement insert) {
        this.connection = connection;
        this.insert = insert;
    }

    /** In a table of its own, which it makes. */
    static WaitedCommits on(Database database) {
        try {
            var connection = database.connect();
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE waited (number bigserial PRIMARY KEY, at timestamptz DEFAULT now())");
            }
            var commits =
                    new WaitedCommits(connection, connection.prepareStatement("INSERT INTO waited DEFAULT VALUES"));
            for (int i = 0; i < WARM_UP; i++) {
                commits.nanosOfOne();
            }
            return commits;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Waits for so many, one after the other. */
    public void take(int number) {
        try {
            for (int i = 0; i < number; i++) {
                millis.add(nanosOfOne() / NANOS_PER_MILLI);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private long nanosOfOne() throws SQLException {
        long begin = System.nanoTime();
        insert.executeUpdate();
        return System.nanoTime() - begin;
    }

    /** Half of all that were taken were no slower; 0 when none was. */
    public double medianMillis() {
        return millis.isEmpty() ? 0 : Spread.of(millis).median();
    }

    private static BenchFailure failed(SQLException e) {
        return new BenchFailure("Commits can't be measured: " + e.getMessage(), e);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
