package dev.roundtrip.system.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Tables that nobody gets anything written into, until this is closed. Each has a trigger that sleeps for as long as an
 * advisory lock is held: so it is over for all of them at once, those who sleep already included, and also when who holds
 * the lock is gone.
 */
public final class StalledWrites implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // Whoever waits for a table to change it has all others wait behind: so not for long, and again.
    private static final String BRIEFLY = "SET lock_timeout = '500ms'";
    private static final int SECONDS_TO_ANSWER = 5;
    private static final long KEY = 7_145_211_308L;

    // A sequence, because what it counts stays counted when the statement fails. Its function is the superuser's: who
    // writes
    // into the tables needs no right to it.
    private static final String MAKE = """
            CREATE SEQUENCE IF NOT EXISTS meddler_timed_out MINVALUE 0 START 0;
            CREATE OR REPLACE FUNCTION meddler_stall() RETURNS trigger LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = public AS $stall$
            BEGIN
                WHILE NOT pg_try_advisory_lock_shared(%1$d) LOOP
                    PERFORM pg_sleep(0.05);
                END LOOP;
                PERFORM pg_advisory_unlock_shared(%1$d);
                RETURN NULL;
            EXCEPTION WHEN query_canceled THEN
                PERFORM nextval('meddler_timed_out');
                RAISE;
            END $stall$""".formatted(KEY);
    private static final String TABLES =
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";
    private static final String HOLD = "SELECT pg_advisory_lock(" + KEY + ")";
    private static final String LET_GO = "SELECT pg_advisory_unlock(" + KEY + ")";
    private static final String TIMED_OUT =
            "SELECT CASE WHEN is_called THEN last_value + 1 ELSE 0 END FROM meddler_timed_out";

    private final Connections connections;
    private final Connection holder;
    private final long timedOutBefore;

    /** Makes connections as superuser. */
    @FunctionalInterface
    interface Connections {
        Connection connect() throws SQLException;
    }

    private StalledWrites(Connections connections, Connection holder, long timedOutBefore) {
        this.connections = connections;
        this.holder = holder;
        this.timedOutBefore = timedOutBefore;
    }

    static StalledWrites in(Connections connections) throws SQLException {
        var holder = connections.connect();
        try (var statement = holder.createStatement()) {
            statement.execute(MAKE);
            statement.execute(BRIEFLY);
            // Nobody holds the lock yet, so they let everyone pass: a statement that slept before one table could hold
            // on to
            // another, which would have to be waited for.
            onEachTable(
                    holder,
                    "CREATE OR REPLACE TRIGGER meddler_stall BEFORE INSERT OR UPDATE ON %s"
                            + " FOR EACH STATEMENT EXECUTE FUNCTION public.meddler_stall()");
            var before = timedOut(holder);
            untilItIsHad(statement, HOLD);
            return new StalledWrites(connections, holder, before);
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
    }

    private static void onEachTable(Connection connection, String change) throws SQLException {
        try (var statement = connection.createStatement();
                var tables = connection.createStatement();
                var names = tables.executeQuery(TABLES)) {
            while (names.next()) {
                untilItIsHad(statement, change.formatted(names.getString(1)));
            }
        }
    }

    private static void untilItIsHad(Statement statement, String change) throws SQLException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                statement.execute(change);
                return;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static long timedOut(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TIMED_OUT)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many statements have failed for it so far, past their time limit or cancelled. */
    public long timedOut() throws SQLException {
        try (var connection = connections.connect()) {
            return timedOut(connection) - timedOutBefore;
        }
    }

    /** Lets everyone go on who still waits, and takes the triggers away. */
    @Override
    public void close() throws SQLException {
        letGo();
        try (var connection = connections.connect();
                var statement = connection.createStatement()) {
            statement.execute(BRIEFLY);
            onEachTable(connection, "DROP TRIGGER IF EXISTS meddler_stall ON %s");
            statement.execute("DROP FUNCTION IF EXISTS meddler_stall()");
            statement.execute("DROP SEQUENCE IF EXISTS meddler_timed_out");
        }
    }

    /** Nothing when the server was gone meanwhile, and the lock with it. */
    private void letGo() throws SQLException {
        try (holder) {
            if (holder.isValid(SECONDS_TO_ANSWER)) {
                try (var statement = holder.createStatement()) {
                    statement.execute(LET_GO);
                }
            }
        }
    }
}
