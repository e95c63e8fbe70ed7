package dev.roundtrip.schema;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.flyway.runtime.FlywayDataSourceBuildTimeConfig;
import io.quarkus.flyway.runtime.FlywayDataSourceRuntimeConfig;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;

/** The migrations of a service whose settings let one know, without Flyway, what Flyway would do. */
final class PlainMigrations {
    private static final String CLASS_PATH = "classpath:";
    /** A location says of which kind it is, unless it is on the class path. */
    private static final String OF_ANOTHER_KIND = ":";

    private PlainMigrations() {}

    /**
     * Those that Flyway would find; empty when there is more that it would do, or its history is not where one would look for it.
     *
     * @param settings of Flyway
     * @param built what was settled of them when the service was built
     */
    static Optional<Migrations> of(FlywayDataSourceRuntimeConfig settings, FlywayDataSourceBuildTimeConfig built) {
        var locations = built.locations();
        if (!isAsUsual(settings)
                || locations.stream().anyMatch(location -> location.contains(OF_ANOTHER_KIND))
                || !QuarkusPathLocationScanner.callbacksForDataSource(DataSourceUtil.DEFAULT_DATASOURCE_NAME)
                        .isEmpty()) {
            return Optional.empty();
        }
        // What Flyway is told elsewhere it only needs to look at folders of the file system, of which there is none
        // here.
        var scanner = new QuarkusPathLocationScanner(
                null,
                locations.stream()
                        .map(path -> Location.fromPath(CLASS_PATH, path))
                        .toList());
        return scanner.scanForClasses().isEmpty() ? Migrations.of(scanner.scanForResources()) : Optional.empty();
    }

    /** Whether Flyway connects as the service does, to the schema that is found there, and goes by the usual names. */
    private static boolean isAsUsual(FlywayDataSourceRuntimeConfig settings) {
        return Stream.of(
                        settings.jdbcUrl(),
                        settings.username(),
                        settings.password(),
                        settings.initSql(),
                        settings.defaultSchema(),
                        settings.schemas(),
                        settings.table(),
                        settings.sqlMigrationPrefix(),
                        settings.repeatableSqlMigrationPrefix())
                .allMatch(Optional::isEmpty);
    }
}
