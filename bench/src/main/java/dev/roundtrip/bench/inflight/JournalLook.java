package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.system.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Looks at a journal again and again, over one connection: what is committed is seen, and nothing else. */
final class JournalLook implements AutoCloseable {
    private static final String STANDING = """
            SELECT count(*) FILTER (WHERE status = 'COMPENSATING') AS waiting,
                   count(*) FILTER (WHERE stuck) AS stuck,
                   count(*) FILTER (WHERE owner IN (SELECT node_id FROM saga_node WHERE name = ?)) AS adopted,
                   count(*) FILTER (WHERE status IN ('COMPLETED', 'COMPENSATED')) AS ended
            FROM saga""";

    private final Connection connection;
    private final PreparedStatement standing;

    /**
     * @param journal which
     * @param second what the replica is called that carries on what the first has left
     */
    JournalLook(Database journal, String second) {
        try {
            connection = journal.connect();
            standing = connection.prepareStatement(STANDING);
            standing.setString(1, second);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** As it is now. */
    Standing now() {
        try (var row = standing.executeQuery()) {
            row.next();
            return new Standing(
                    row.getLong("waiting"), row.getLong("stuck"), row.getLong("adopted"), row.getLong("ended"));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static BenchFailure failed(SQLException e) {
        return new BenchFailure("The journal can't be looked at: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
