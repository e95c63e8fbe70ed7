package dev.roundtrip.chaos.soak;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the databases: what is in it, counted, and what PostgreSQL knows of it. Keeps a connection. */
final class DatabaseGauge implements Gauge, AutoCloseable {
    private static final String RELATIONS = """
        SELECT relname, 'LIVE', n_live_tup FROM pg_stat_user_tables
        UNION ALL SELECT relname, 'DEAD', n_dead_tup FROM pg_stat_user_tables
        UNION ALL SELECT relname, 'DELETED', n_tup_del FROM pg_stat_user_tables
        UNION ALL SELECT relname, 'MIB', pg_table_size(relid) / 1048576.0 FROM pg_stat_user_tables
        UNION ALL SELECT indexrelname, 'MIB', pg_relation_size(indexrelid) / 1048576.0 FROM pg_stat_user_indexes
        ORDER BY 1, 2
        """;
    private static final String DATABASE = """
        SELECT 'all', 'CONNECTIONS', count(*)::numeric FROM pg_stat_activity WHERE datname = current_database()
        UNION ALL SELECT 'all', 'DATABASE_MIB', pg_database_size(current_database()) / 1048576.0
        """;
    private static final String WAL =
            "SELECT 'server', 'WAL_MIB', pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') / 1048576.0";
    private static final String JOURNAL_ROWS = """
        SELECT 'saga', 'FLEETING', count(*) FROM saga
        UNION ALL SELECT 'saga_event', 'FLEETING', count(*) FROM saga_event
        UNION ALL SELECT 'saga_request', 'FLEETING', count(*) FROM saga_request
        """;
    private static final String PARTICIPANT_ROWS = """
        SELECT 'participant_ledger', 'FLEETING', count(*) FROM participant_ledger WHERE state <> 'RESERVED'
        UNION ALL SELECT 'participant_ledger', 'LASTING', count(*) FROM participant_ledger WHERE state = 'RESERVED'
        UNION ALL SELECT '%1$s_reservation', 'FLEETING', count(*) FROM %1$s_reservation WHERE status = 'CANCELLED'
        UNION ALL SELECT '%1$s_reservation', 'LASTING', count(*) FROM %1$s_reservation WHERE status = 'ACTIVE'
        """;

    private final ServiceName service;
    private final Connection connection;

    DatabaseGauge(ServiceName service, Database database) {
        this.service = service;
        try {
            connection = database.connect();
        } catch (SQLException e) {
            throw new LocalFailure("The database of " + service.module() + " can't be reached: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a relation may grow for as long as trips are booked: what is booked stays. All else should not; nor should the one
     * index that has only those rows of its table that go.
     */
    static boolean mayGrow(String relation) {
        return ServiceName.participants().stream()
                        .map(ServiceName::database)
                        .anyMatch(database -> relation.startsWith(database + "." + database + "_reservation")
                                || relation.startsWith(database + ".participant_ledger"))
                && !relation.endsWith("_expiry");
    }

    @Override
    public Map<Column, Double> read() {
        var values = new LinkedHashMap<Column, Double>();
        try {
            read(RELATIONS, values);
            read(DATABASE, values);
            if (service == ServiceName.ORCHESTRATOR) {
                read(JOURNAL_ROWS, values);
                read(WAL, values);
            } else {
                read(PARTICIPANT_ROWS.formatted(service.database()), values);
            }
        } catch (SQLException e) {
            throw new LocalFailure("The database of " + service.module() + " can't be looked at: " + e.getMessage(), e);
        }
        return values;
    }

    private void read(String sql, Map<Column, Double> values) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.put(
                        new Column(service.database() + "." + rows.getString(1), Measure.valueOf(rows.getString(2))),
                        rows.getDouble(3));
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LocalFailure("A connection can't be closed: " + e.getMessage(), e);
        }
    }
}
