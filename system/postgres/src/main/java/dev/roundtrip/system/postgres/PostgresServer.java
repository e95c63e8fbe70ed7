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
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL on this machine's loopback, from binaries that come as a Maven dependency: no Docker, nothing to
 * install. It listens on 127.0.0.1 only and stops when it is closed or when this JVM ends in an orderly way.
 *
 * <p>Databases made by {@link #database} are each reachable by their own role alone.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int MAX_CONNECTIONS = 200;

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts a server whose data outlive it, with fsync and synchronous_commit on.
     *
     * @param data where the data are kept; made when it does not exist
     * @param port where it listens on 127.0.0.1; 0 picks a free one
     * @throws PostgresNotStarted with one sentence that says what to do
     */
    public static PostgresServer durable(Path data, int port) {
        return start(keeping(data), port);
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
            return start(builder, port);
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
        OrphanedPostgres.on(data).ifPresent(OrphanedPostgres::stop);
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
                .setServerConfig("synchronous_commit", "on");
    }

    /**
     * Starts a server for tests that say nothing of durability: its data go with it, and fsync is off.
     *
     * @throws PostgresNotStarted with one sentence that says what to do
     */
    public static PostgresServer throwaway() {
        return start(EmbeddedPostgres.builder(), 0);
    }

    private static PostgresServer start(EmbeddedPostgres.Builder builder, int port) {
        refuseRootWithoutNamespaces();
        builder.setDataDirectoryCustomizer(PostgresServer::askRolesForTheirPassword)
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(START_LIMIT);
        if (port != 0) {
            builder.setPort(port);
        }
        try {
            return new PostgresServer(builder.start());
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new PostgresNotStarted(
                    "PostgreSQL did not start: " + rootCause(e).getMessage(), e);
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
        if (!"root".equals(System.getProperty("user.name")) || succeeds("unshare", "-U", "true")) {
            return;
        }
        throw new PostgresNotStarted(
                "PostgreSQL can't run as root here, because it can't leave root behind (no user namespaces): run"
                        + " this as an ordinary user, or allow them (on Debian: sysctl -w kernel.unprivileged_userns_clone=1).",
                null);
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

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
