package dev.roundtrip.participant;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Gives a test the database that a participant of the first release leaves behind. */
public final class FirstReleaseDatabase implements QuarkusTestResourceLifecycleManager {
    private PostgresServer server;

    @Override
    public Map<String, String> start() {
        server = PostgresServer.throwaway();
        var database = server.database("firstrelease");
        try {
            migrate(database);
            reserve(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the first release's database could not be made", e);
        }
        return database.quarkusConfigByJdbcToo();
    }

    /** With all that there was: the ledger, and the service's own tables. */
    private static void migrate(Database database) throws IOException {
        var then = Files.createTempDirectory("first-release");
        copy("db/participant/V0__participant_ledger.sql", then);
        copy("db/stock/V1__stock.sql", then);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.role(), database.password())
                .locations("filesystem:" + then)
                .load()
                .migrate();
    }

    private static void copy(String resource, Path folder) throws IOException {
        try (var sql = FirstReleaseDatabase.class.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(sql, folder.resolve(resource.substring(resource.lastIndexOf('/') + 1)));
        }
    }

    private static void reserve(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO participant_ledger (saga_id, step, state)"
                    + " VALUES ('018bcfe5-6800-7000-8000-000000000001', 'flight', 'RESERVED')");
            statement.execute("INSERT INTO stock VALUES ('it', 7)");
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
