package dev.roundtrip.system.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL on this machine's loopback, from binaries that come as a Maven dependency: no Docker, nothing to
 * install. It listens on 127.0.0.1 only and stops when it is closed or when this JVM ends in an orderly way.
 *
 * <p>Databases made by {@link #database} are each reachable by their own role alone.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int MAX_CONNECTIONS = 200;
    /**
     * PostgreSQL's own defaults are for the smallest machines: the indexes of a journal of millions don't fit its buffers, and under load
     * a checkpoint, after which each page that is changed is written whole, comes every ten to forty seconds.
     */
    private static final String BUFFERS = "1GB";

    private static final String MOST_LOG = "4GB";
    private static final String BETWEEN_CHECKPOINTS = "15min";
    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final ProcessBuilder.Redirect log;
    private Optional<Crash> crash = Optional.empty();

    private PostgresServer(EmbeddedPostgres postgres, Path data, ProcessBuilder.Redirect log) {
        this.postgres = postgres;
        this.data = data;
        this.log = log;
    }

    /**
     * Starts a server whose data outlive it, with fsync and synchronous_commit on, 1 GB of buffers, and checkpoints that are 15
     * minutes or some gigabytes of log apart.
     *
     * @param data where the data are kept; made when it does not exist
     * @param port where it listens on 127.0.0.1; 0 picks a free one
     * @throws PostgresNotStarted with one sentence that says what to do
     */
    public static PostgresServer durable(Path data, int port) {
        return start(keeping(data), port, ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * The same for a launcher that has other processes to stop before its database: only {@link #close} stops this
     * server.
     *
     * @param data where the data are kept; made when it does not exist. No other launcher may be using it
     * @param port where it listens on 127.0.0.1; 0 picks a free one
     * @param log where it writes what it has to say, after what is there
     * @throws PostgresNotStarted with one sentence that says what to do
     */
    public static PostgresServer durable(Path data, int port, Path log) {
        var toLog = ProcessBuilder.Redirect.appendTo(log.toFile());
        var builder = keeping(data)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(toLog)
                .setErrorRedirector(toLog);
        try {
            return start(builder, port, toLog);
        } catch (PostgresNotStarted e) {
            throw new PostgresNotStarted(e.getMessage() + " (its log is " + log + ")", e);
        }
    }

    /**
     * Stops the server that a launcher left running on these data because it was killed; does nothing when there is
     * none.
     *
     * @param data of which it is certain that no launcher is using them
     * @throws PostgresNotStarted when it doesn't stop in time
     */
    public static void stopOrphanOn(Path data) {
        Postmaster.on(data).ifPresent(Postmaster::stop);
        Postmaster.forgetAnotherOn(data);
    }

    private static EmbeddedPostgres.Builder keeping(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new PostgresNotStarted("PostgreSQL can't keep its data in " + data + ": " + e.getMessage(), e);
        }
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", BUFFERS)
                .setServerConfig("max_wal_size", MOST_LOG)
                .setServerConfig("checkpoint_timeout", BETWEEN_CHECKPOINTS);
    }

    /**
     * Starts a server for tests that say nothing of durability: its data go with it, and fsync is off.
     *
     * @throws PostgresNotStarted with one sentence that says what to do
     */
    public static PostgresServer throwaway() {
        return start(EmbeddedPostgres.builder(), 0, ProcessBuilder.Redirect.DISCARD);
    }

    private static PostgresServer start(EmbeddedPostgres.Builder builder, int port, ProcessBuilder.Redirect log) {
        refuseRootWithoutNamespaces();
        builder.setDataDirectoryCustomizer(PostgresServer::askRolesForTheirPassword)
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(START_LIMIT);
        if (port != 0) {
            builder.setPort(port);
        }
        try {
            var postgres = builder.start();
            return new PostgresServer(postgres, dataOf(postgres), log);
        } catch (IOException | IllegalStateException | UncheckedIOException | SQLException e) {
            throw new PostgresNotStarted(
                    "PostgreSQL did not start: " + rootCause(e).getMessage(), e);
        }
    }

    private static Path dataOf(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            return Path.of(shown(connection, "data_directory"));
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Without this a service could pose as another one's role. The superuser is for this machine's launcher alone. */
    private static void askRolesForTheirPassword(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), """
                    host all postgres all trust
                    host all all all scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's access rules could not be written", e);
        }
    }

    /** PostgreSQL refuses to run as root; the binaries' launcher steps out of root by a user namespace. */
    private static void refuseRootWithoutNamespaces() {
        if (!isRoot() || succeeds("unshare", "-U", "true")) {
            return;
        }
        throw new PostgresNotStarted(
                "PostgreSQL can't run as root here, because it can't leave root behind (no user namespaces): run"
                        + " this as an ordinary user, or allow them (on Debian: sysctl -w kernel.unprivileged_userns_clone=1).",
                null);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Throwable rootCause(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Makes sure that there is a database with a role of the same name that owns it and, but for the server's own
     * superuser, is alone allowed to connect to it. Repeating it changes nothing.
     *
     * @param name lower-case letters only; the role's password is the same word, for the server is reached from this
     *     machine alone
     */
    public Database database(String name) {
        if (!name.matches("[a-z]{1,32}")) {
            throw new IllegalArgumentException("a database is named by 1 to 32 letters of a-z, not '" + name + "'");
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
        } catch (SQLException e) {
            throw new PostgresNotStarted("PostgreSQL could not make the database " + name + ": " + e.getMessage(), e);
        }
        return new Database("127.0.0.1", postgres.getPort(), name, name, name);
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Connects as the server's superuser, for an audit that reads every database. The caller closes it. */
    public Connection superuser(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return postgres.getPort();
    }

    /**
     * Makes sure that what is committed is on disk before anyone hears of it.
     *
     * @throws PostgresNotStarted that names the first setting that is not on
     */
    public void requireDurable() {
        try (var connection = superuser("postgres")) {
            for (var setting : DURABILITY) {
                var value = shown(connection, setting);
                if (!value.equals("on")) {
                    throw new PostgresNotStarted(
                            "PostgreSQL would forget in a crash what it has committed, because " + setting + " is "
                                    + value + ".",
                            null);
                }
            }
        } catch (SQLException e) {
            throw new PostgresNotStarted("PostgreSQL doesn't say whether it is durable: " + e.getMessage(), e);
        }
    }

    /**
     * What can be done to those who use it.
     *
     * @param database of which
     */
    public Meddler meddlerIn(Database database) {
        return new Meddler(this, database);
    }

    /**
     * Kills the server (SIGKILL), and returns when none of its processes is left; {@link #startAgain} gives it back. What
     * it had written is in the hands of the operating system: this is no loss of power.
     *
     * @throws IllegalStateException when it doesn't run
     */
    public synchronized void crash() {
        var postmaster = Postmaster.on(data).orElseThrow(() -> new IllegalStateException("PostgreSQL doesn't run"));
        crash = Optional.of(new Crash(postmaster.control(), data, log));
        postmaster.kill();
    }

    /** Whether it was killed, and not started again. */
    public synchronized boolean hasCrashed() {
        return crash.isPresent();
    }

    /**
     * Starts it after a {@link #crash}, on the same data and port, and returns when it has recovered.
     *
     * @throws IllegalStateException when it has not crashed
     * @throws PostgresNotStarted when it doesn't recover
     */
    public synchronized void startAgain() {
        crash.orElseThrow(() -> new IllegalStateException("PostgreSQL has not crashed"))
                .recover(START_LIMIT);
        crash = Optional.empty();
    }

    /** Stops it in good order, however long its data take to be written. One that has crashed is started for that. */
    @Override
    public synchronized void close() {
        if (hasCrashed()) {
            startAgain();
        }
        var postmaster = Postmaster.on(data);
        try {
            // It asks the server to stop, and waits for five seconds, which a busy machine may need more than.
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
        postmaster.ifPresent(Postmaster::awaitStop);
    }
}
