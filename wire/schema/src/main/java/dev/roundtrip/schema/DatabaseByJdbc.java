package dev.roundtrip.schema;

import dev.roundtrip.serving.InvalidSettings;
import io.vertx.pgclient.PgConnectOptions;
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
    private static final String SSL_MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";
    private static final String NO_SSL = "disable";
    private static final String NO_SSL_IN_URL = "sslmode=disable";
    /**
     * How the way there is protected, who may enter and whom else Flyway enters as, and what the service then goes by: the schema in
     * which tables are made, and whose they are.
     */
    private static final List<String> BEYOND_AN_ADDRESS = List.of(
            "quarkus.datasource.credentials-provider",
            "quarkus.datasource.reactive.tls-configuration-name",
            "quarkus.datasource.reactive.additional-properties.search_path",
            "quarkus.datasource.reactive.additional-properties.options",
            "quarkus.datasource.reactive.additional-properties.role",
            "quarkus.flyway.username");
    /** What a connection may take to be there, the password and all. */
    private static final int CONNECT_SECONDS = 10;

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
     * Asked at each start, for it may be long until there is something to migrate.
     *
     * @throws InvalidSettings when it has to be named
     */
    void check() {
        if (isNamed() || text(REACTIVE_URL).isEmpty()) {
            return;
        }
        BEYOND_AN_ADDRESS.stream().filter(setting -> text(setting).isPresent()).forEach(DatabaseByJdbc::refuse);
        if (!text(SSL_MODE).orElse(NO_SSL).equalsIgnoreCase(NO_SSL)) {
            refuse(SSL_MODE);
        }
        var url = url();
        var parameters = url.indexOf('?');
        if (parameters >= 0 && !url.substring(parameters + 1).equals(NO_SSL_IN_URL)
                || options().isUsingDomainSocket()) {
            refuse(REACTIVE_URL);
        }
    }

    /** Makes no connection yet. */
    DataSource source() {
        return isNamed() ? pool.get() : likeTheReactiveClient();
    }

    private DataSource likeTheReactiveClient() {
        check();
        var options = options();
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {options.getHost()});
        source.setPortNumbers(new int[] {options.getPort()});
        source.setDatabaseName(options.getDatabase());
        source.setUser(text(USER).orElseGet(options::getUser));
        source.setPassword(text(PASSWORD).orElseGet(options::getPassword));
        source.setSslMode(NO_SSL);
        source.setLoginTimeout(CONNECT_SECONDS);
        return source;
    }

    private PgConnectOptions options() {
        try {
            return PgConnectOptions.fromUri(url());
        } catch (IllegalArgumentException e) {
            // It says all that was read, a password too.
            throw new InvalidSettings(REACTIVE_URL + " is not the address of a PostgreSQL.", null);
        }
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
                "Tables are made and changed by JDBC, and what " + setting
                        + " says can't be said to JDBC by itself: set quarkus.datasource.jdbc.url"
                        + " (QUARKUS_DATASOURCE_JDBC_URL) as well,"
                        + " or migrate elsewhere and set quarkus.flyway.migrate-at-start to false.",
                null);
    }
}
