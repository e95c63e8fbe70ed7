package dev.roundtrip.system.postgres;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a fresh database, to the test itself by JDBC too: {@code @QuarkusTestResource(value = PostgresForTests.class,
 * initArgs = @ResourceArg(name = "database", value = "flight"))}. One throwaway server for the whole test run.
 */
public final class PostgresForTests implements QuarkusTestResourceLifecycleManager {
    private String name = "test";
    private PostgresServer server;

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("database", name);
    }

    @Override
    public Map<String, String> start() {
        server = PostgresServer.throwaway();
        return server.database(name).quarkusConfigByJdbcToo();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
