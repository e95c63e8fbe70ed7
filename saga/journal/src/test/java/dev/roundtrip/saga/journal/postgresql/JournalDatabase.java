package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A journal's database of the test class's own, made by the migrations, on a throwaway server that all classes of a run
 * share. Everything opened here is closed after the class.
 */
final class JournalDatabase implements BeforeAllCallback, AfterAllCallback {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final int migrationsLeftOut;
    private final Deque<Pool> pools = new ArrayDeque<>();
    private Vertx vertx;
    private PostgresServer server;
    private Database database;
    private Pool pool;

    /** The one server; the run's end stops it. */
    private record SharedServer(PostgresServer server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    /** With the tables as they are now. */
    JournalDatabase() {
        this(0);
    }

    private JournalDatabase(int migrationsLeftOut) {
        this.migrationsLeftOut = migrationsLeftOut;
    }

    /** With the tables as they were before the last migration. */
    static JournalDatabase beforeTheLastMigration() {
        return new JournalDatabase(1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(JournalDatabase.class))
                .getOrComputeIfAbsent(
                        SharedServer.class, first -> new SharedServer(PostgresServer.throwaway()), SharedServer.class)
                .server();
        database =
                server.database(context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT));
        var migrations = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.role(), database.password())
                .locations("classpath:db/journal");
        var all = migrations.load().info().all();
        migrations
                .target(all[all.length - 1 - migrationsLeftOut].getVersion())
                .load()
                .migrate();
        vertx = Vertx.vertx();
        pool = open(4, Map.of());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pools.forEach(Pool::closeAndAwait);
        pools.clear();
        vertx.closeAndAwait();
    }

    /**
     * How a statement is carried out.
     *
     * @param mode the setting plan_cache_mode
     * @param prepared what follows PREPARE
     * @param execution what follows EXECUTE
     */
    String plan(String mode, String prepared, String execution) throws SQLException {
        var lines = new StringJoiner("\n");
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute("PREPARE " + prepared);
            try (var result = statement.executeQuery("EXPLAIN EXECUTE " + execution)) {
                while (result.next()) {
                    lines.add(result.getString(1));
                }
            }
        }
        return lines.toString();
    }

    Journal journal() {
        return new PostgresJournal(pool, TIMEOUT);
    }

    /** Journals that share no connection: each is another node's. */
    List<Journal> journals(int count) {
        var journals = new ArrayList<Journal>();
        for (int i = 0; i < count; i++) {
            journals.add(new PostgresJournal(open(1, Map.of()), TIMEOUT));
        }
        return journals;
    }

    /** A journal on one connection of its own, with these settings of the session. */
    Journal journal(Map<String, String> settings) {
        return new PostgresJournal(open(1, settings), TIMEOUT);
    }

    /** A journal on one connection of its own, to some other port. */
    Journal journalAt(int port) {
        return new PostgresJournal(open(1, Map.of(), port), TIMEOUT);
    }

    private Pool open(int size, Map<String, String> settings) {
        return open(size, settings, database.port());
    }

    private Pool open(int size, Map<String, String> settings, int port) {
        var options = new PgConnectOptions()
                .setHost(database.host())
                .setPort(port)
                .setDatabase(database.name())
                .setUser(database.role())
                .setPassword(database.password())
                .setCachePreparedStatements(true)
                // As an orchestrator's connections.
                .addProperty("plan_cache_mode", "force_generic_plan");
        settings.forEach(options::addProperty);
        var opened = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(options)
                .using(vertx)
                .build();
        pools.push(opened);
        return opened;
    }

    /** A plain connection, to look and to meddle; the caller closes it. */
    Connection connect() throws SQLException {
        return database.connect();
    }

    /** The same with every right there is. */
    Connection superuser() throws SQLException {
        return server.superuser(database.name());
    }

    String role() {
        return database.role();
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** How many statements wait for another's lock. */
    int waiting() {
        return rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'")
                .size();
    }

    /** As a journal sends it: prepared, with its arguments beside it. */
    RowSet<Row> query(String sql, Tuple arguments) {
        return await(pool.preparedQuery(sql).execute(arguments));
    }

    void executeAsSuperuser(String sql) {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of a query as text: columns apart by a bar, null as nothing. */
    List<String> rows(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    var value = result.getString(column);
                    row.add(value == null ? "" : value);
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The item of {@code uni}, or its failure. */
    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
