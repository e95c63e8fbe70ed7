package dev.roundtrip.schema;

import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** The migrations that a service brings along, by what Flyway writes down of each that it has carried out. */
final class Migrations {
    private static final String APPLIED = "SELECT script, checksum FROM flyway_schema_history WHERE success";
    /** What is carried out once, and by its version alone. */
    private static final Pattern VERSIONED = Pattern.compile("(.*/)?V[0-9][^/]*__[^/]*\\.sql");

    private final Set<Migration> migrations;

    private Migrations(Set<Migration> migrations) {
        this.migrations = migrations;
    }

    private record Migration(String script, Integer checksum) {
        static Migration of(LoadableResource resource) {
            return new Migration(resource.getRelativePath(), ChecksumCalculator.calculate(resource));
        }

        static Migration of(Row row) {
            return new Migration(row.getString("script"), row.getInteger("checksum"));
        }
    }

    /**
     * Those that Flyway would find.
     *
     * @param locations folders of the class path, as {@code quarkus.flyway.locations} names them
     */
    static Migrations in(List<String> locations) {
        var configuration = Flyway.configure().locations(locations.toArray(String[]::new));
        var scanner = new QuarkusPathLocationScanner(configuration, List.of(configuration.getLocations()));
        return new Migrations(
                scanner.scanForResources().stream().map(Migration::of).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether Flyway would find nothing to do there: all of them have been carried out, as they are now, whatever else has. Never when
     * there are others than versioned ones, or none. Fails when the database can't be asked, or Flyway was never there.
     */
    Uni<Boolean> areAllIn(SqlClient database) {
        if (migrations.isEmpty()
                || !migrations.stream()
                        .allMatch(one -> VERSIONED.matcher(one.script()).matches())) {
            return Uni.createFrom().item(false);
        }
        return database.query(APPLIED).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(Migration::of)
                .collect(Collectors.toSet())
                .containsAll(migrations));
    }
}
