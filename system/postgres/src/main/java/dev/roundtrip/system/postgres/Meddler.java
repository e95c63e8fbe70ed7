package dev.roundtrip.system.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** What a superuser can do to those who use one database, without the server itself failing. */
public final class Meddler {
    private final PostgresServer server;
    private final Database database;

    Meddler(PostgresServer server, Database database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Ends all connections of the database's role, whatever they are doing; new ones can be made at once.
     *
     * @return how many there were
     */
    public int terminateConnections() throws SQLException {
        return count(
                "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = ?");
    }

    /**
     * Cancels the statements of the database's role that are under way now. They fail as they would past their time limit,
     * with query_canceled.
     *
     * @return how many there were
     */
    public int cancelStatements() throws SQLException {
        return count("SELECT count(*) FILTER (WHERE pg_cancel_backend(pid)) FROM pg_stat_activity"
                + " WHERE usename = ? AND state = 'active'");
    }

    /** How many statements of the database's role wait now for a lock that somebody holds. */
    public int waitingForLocks() throws SQLException {
        return count("SELECT count(*) FROM pg_stat_activity WHERE usename = ? AND wait_event_type = 'Lock'");
    }

    private int count(String sql) throws SQLException {
        try (var connection = server.superuser("postgres");
                var query = connection.prepareStatement(sql)) {
            query.setString(1, database.role());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /**
     * Locks all of the database's tables, as a change of the schema would: statements wait, and fail past their time limit,
     * until the lock is closed. It may have to wait itself for those that are under way, who are waited for at most as long
     * as a statement may take.
     */
    public Locked lockTables() throws SQLException {
        return Locked.in(server.superuser(database.name()));
    }

    /**
     * Has whoever writes into one of the database's tables wait, as behind a disk that is not quick enough: what they hold and
     * what they have done stays theirs meanwhile, and past its time limit the statement fails. Reading goes on.
     *
     * @throws SQLException when the tables can't be had for it, or the database is gone
     */
    public StalledWrites stallWrites() throws SQLException {
        return StalledWrites.in(() -> server.superuser(database.name()));
    }

    /** Tables that are locked, until this is closed. */
    public static final class Locked implements AutoCloseable {
        private static final int SECONDS_TO_ANSWER = 5;
        // Where two wait for each other, it is the others' statements that fail, who look for that first.
        private static final String PATIENTLY = "SET deadlock_timeout = '5min'";
        private static final String ALL_TABLES = """
                DO $$
                DECLARE name text;
                BEGIN
                    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                            WHERE schemaname = 'public' ORDER BY tablename LOOP
                        EXECUTE 'LOCK TABLE ' || name || ' IN ACCESS EXCLUSIVE MODE';
                    END LOOP;
                END $$""";

        private final Connection holder;

        private Locked(Connection holder) {
            this.holder = holder;
        }

        private static Locked in(Connection holder) throws SQLException {
            try (var statement = holder.createStatement()) {
                statement.execute(PATIENTLY);
                holder.setAutoCommit(false);
                statement.execute(ALL_TABLES);
                return new Locked(holder);
            } catch (SQLException e) {
                holder.close();
                throw e;
            }
        }

        /** Lets the tables go. Nothing when the server is gone, and the locks with it. */
        @Override
        public void close() throws SQLException {
            try (holder) {
                if (holder.isValid(SECONDS_TO_ANSWER)) {
                    // Closing alone is heard of a moment later.
                    holder.rollback();
                }
            }
        }
    }
}
