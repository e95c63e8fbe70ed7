package dev.roundtrip.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.serving.InvalidSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseByJdbcTest {
    private static final Map<String, String> REACTIVE = Map.of(
            "quarkus.datasource.reactive.url", "postgresql://db.example.org:5433/trips",
            "quarkus.datasource.username", "roundtrip",
            "quarkus.datasource.password", "secret");
    private static final DataSource POOL = new PGSimpleDataSource();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db.example.org:5433/trips",
                "vertx-reactive:postgresql://db.example.org:5433/trips",
                "postgres://db.example.org:5433/trips?sslmode=disable",
                "postgresql://somebody:something@db.example.org:5433/trips"
            })
    void itIsTheOneThatTheReactiveClientIsToldOf(String url) {
        assertIsThere(source(Map.of("quarkus.datasource.reactive.url", url)), "roundtrip", "secret");
    }

    @Test
    void whoEntersMayBeToldByTheAddress() {
        var settings = Map.of("quarkus.datasource.reactive.url", "postgresql://me:mine@db.example.org:5433/trips");

        assertIsThere(
                assertInstanceOf(PGSimpleDataSource.class, database(settings).source()), "me", "mine");
    }

    private static void assertIsThere(PGSimpleDataSource source, String user, String password) {
        assertArrayEquals(new String[] {"db.example.org"}, source.getServerNames());
        assertArrayEquals(new int[] {5433}, source.getPortNumbers());
        assertEquals("trips", source.getDatabaseName());
        assertEquals(user, source.getUser());
        assertEquals(password, source.getPassword());
    }

    @Test
    void whereItIsNamedByJdbcThatCounts() {
        var named = new HashMap<>(REACTIVE);
        named.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example.org:5433/trips?sslmode=verify-full");
        named.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");

        assertSame(POOL, database(named).source());
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.datasource.credentials-provider, vault",
        "quarkus.datasource.reactive.postgresql.ssl-mode, verify-full",
        "quarkus.datasource.reactive.tls-configuration-name, database",
        "quarkus.flyway.username, owner",
        "quarkus.datasource.reactive.additional-properties.search_path, trips",
        "quarkus.datasource.reactive.additional-properties.options, -c search_path=trips",
        "quarkus.datasource.reactive.additional-properties.role, owner",
        "quarkus.datasource.reactive.url, postgresql://db.example.org:5433/trips?search_path=trips",
        "quarkus.datasource.reactive.url, postgresql:///trips?host=/var/run/postgresql",
        "quarkus.datasource.reactive.url, postgresql://%2Fvar%2Frun%2Fpostgresql/trips",
        "quarkus.datasource.reactive.url, postgresql://db.example.org:5433/trips?sslmode=require",
        "quarkus.datasource.reactive.url, 'postgresql://a.example.org/trips,postgresql://b.example.org/trips'"
    })
    void whatCanNotBeToldToJdbcForSureIsNotGuessed(String setting, String value) {
        var settings = new HashMap<>(REACTIVE);
        settings.put(setting, value);
        var failure =
                assertThrows(InvalidSettings.class, () -> database(settings).check());

        assertEquals(
                "Tables are made and changed by JDBC, and what " + setting
                        + " says can't be said to JDBC by itself: set quarkus.datasource.jdbc.url"
                        + " (QUARKUS_DATASOURCE_JDBC_URL) as well,"
                        + " or migrate elsewhere and set quarkus.flyway.migrate-at-start to false.",
                failure.getMessage());
    }

    @Test
    void anAddressThatIsNoneIsNotRepeated() {
        var settings = Map.of("quarkus.datasource.reactive.url", "mysql://me:mine@db.example.org/trips");
        var failure = assertThrows(InvalidSettings.class, () -> source(settings));

        assertEquals("quarkus.datasource.reactive.url is not the address of a PostgreSQL.", failure.getMessage());
    }

    @Test
    void noProtectionThatIsAskedForByNameIsNone() {
        assertIsThere(
                source(Map.of("quarkus.datasource.reactive.postgresql.ssl-mode", "disable")), "roundtrip", "secret");
    }

    private static PGSimpleDataSource source(Map<String, String> besides) {
        var settings = new HashMap<>(REACTIVE);
        settings.putAll(besides);
        return assertInstanceOf(PGSimpleDataSource.class, database(settings).source());
    }

    private static DatabaseByJdbc database(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "of the test", 100))
                .build();
        return new DatabaseByJdbc(config, () -> POOL);
    }
}
