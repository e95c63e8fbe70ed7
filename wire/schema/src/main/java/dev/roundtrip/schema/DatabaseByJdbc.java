package dev.roundtrip.schema;

import dev.roundtrip.serving.InvalidSettings;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database that the service works with, as Flyway needs it. It is the one that the reactive client is told of, so
 * {@code quarkus.datasource.jdbc.url} need not be set; and where it is not, Quarkus makes no pool of JDBC connections and sets up no
 * Flyway, active or not, which takes about a tenth of the start of a service with a cache of its classes. Where the reactive client is told
 * more than an address, a name and a password, it has to be set: what that would be for JDBC can't be told for sure.
 */
@Singleton
class DatabaseByJdbc {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    /** Quarkus allows it before the scheme. */
    private static final String REACTIVE_PREFIX = "vertx-reactive:";

    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    /** Who may enter and how the way there is protected, if it is not the name, the password and nothing; and whom else Flyway connects as. */
    private static final List<String> BEYOND_AN_ADDRESS = List.of(
            "quarkus.datasource.credentials-provider",
            "quarkus.datasource.reactive.postgresql.ssl-mode",
            "quarkus.datasource.reactive.tls-configuration-name",
            "quarkus.flyway.username");

    private final Config config;
    private final Provider<DataSource> pool;

    /** @param pool what Quarkus makes of {@code quarkus.datasource.jdbc.*}; asked only where there is a URL */
    DatabaseByJdbc(Config config, Provider<DataSource> pool) {
        this.config = config;
        this.pool = pool;
    }

    /** Whether Quarkus knows of it, so that it sets up Flyway. */
    boolean isNamed() {
        return text(URL).isPresent();
    }

    /**
     * Makes no connection yet.
     *
     * @throws InvalidSettings when it has to be named
     */
    DataSource source() {
        return isNamed() ? pool.get() : likeTheReactiveClient();
    }

    private DataSource likeTheReactiveClient() {
        BEYOND_AN_ADDRESS.stream().filter(setting -> text(setting).isPresent()).forEach(DatabaseByJdbc::refuse);
        var options = PgConnectOptions.fromUri(url());
        if (options.getSslMode() != SslMode.DISABLE) {
            refuse(REACTIVE_URL);
        }
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {options.getHost()});
        source.setPortNumbers(new int[] {options.getPort()});
        source.setDatabaseName(options.getDatabase());
        source.setUser(text(USER).orElseGet(options::getUser));
        source.setPassword(text(PASSWORD).orElseGet(options::getPassword));
        return source;
    }

    private String url() {
        var urls = text(REACTIVE_URL).stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .toList();
        if (urls.size() != 1) {
            refuse(REACTIVE_URL);
        }
        var url = urls.getFirst();
        return url.startsWith(REACTIVE_PREFIX) ? url.substring(REACTIVE_PREFIX.length()) : url;
    }

    private Optional<String> text(String setting) {
        return config.getOptionalValue(setting, String.class);
    }

    private static void refuse(String setting) {
        throw new InvalidSettings(
                "Tables are to be made or changed, which is done by JDBC, and what " + setting
                        + " says can't be said to JDBC by itself: set quarkus.datasource.jdbc.url as well,"
                        + " or migrate elsewhere and set quarkus.flyway.migrate-at-start to false.",
                null);
    }
}
