package dev.roundtrip.schema;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** The migrations that a service brings along, by what Flyway writes down of each that it has carried out. */
final class Migrations {
    private static final String APPLIED = "SELECT script, checksum FROM flyway_schema_history WHERE success";
    /** What is carried out once, and by its version alone. */
    private static final Pattern VERSIONED = Pattern.compile("V[0-9].*__.*\\.sql");

    private static final String[] ANY = {""};

    private final Set<Migration> migrations;

    private Migrations(Set<Migration> migrations) {
        this.migrations = migrations;
    }

    /** Its file's name: what else Flyway writes down of where it was found depends on how Flyway was set up. */
    private record Migration(String name, Integer checksum) {
        static Migration of(LoadableResource resource) {
            return new Migration(resource.getFilename(), ChecksumCalculator.calculate(resource));
        }

        static Migration of(Row row) {
            var script = row.getString("script");
            return new Migration(script.substring(script.lastIndexOf('/') + 1), row.getInteger("checksum"));
        }
    }

    /** Those that Flyway would find, set up like this. */
    static Migrations of(Configuration flyway) {
        return new Migrations(flyway.getResourceProvider().getResources("", ANY).stream()
                .map(Migration::of)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether Flyway would find nothing to do there: all of them have been carried out, as they are now, whatever else has. Never when
     * there are others than versioned ones, or none. Fails when the database can't be asked, or Flyway was never there.
     */
    Uni<Boolean> areAllIn(SqlClient database) {
        if (migrations.isEmpty()
                || !migrations.stream()
                        .allMatch(one -> VERSIONED.matcher(one.name()).matches())) {
            return Uni.createFrom().item(false);
        }
        return database.query(APPLIED).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(Migration::of)
                .collect(Collectors.toSet())
                .containsAll(migrations));
    }
}
