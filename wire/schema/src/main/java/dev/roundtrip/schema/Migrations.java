package dev.roundtrip.schema;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** The migrations that a service brings along, by what Flyway writes down of each that it has carried out. */
final class Migrations {
    /** That of the schema which tables are made in, and of no other along the search path. */
    private static final String HISTORY = """
            SELECT script, checksum, type FROM flyway_schema_history
            WHERE success AND tableoid = to_regclass(quote_ident(current_schema()) || '.flyway_schema_history')""";
    /** A migration that was taken back, or is to be forgotten, has a row for that as well. */
    private static final Pattern TAKEN_BACK = Pattern.compile("DELETE|UNDO.*");
    /** What is carried out once, and by its version alone. */
    private static final Pattern VERSIONED = Pattern.compile("V[0-9].*__.*\\.sql");

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

        boolean isVersioned() {
            return VERSIONED.matcher(name).matches();
        }
    }

    /** These; empty when the history could not tell whether they have all been carried out. */
    static Optional<Migrations> of(Collection<LoadableResource> found) {
        var migrations = found.stream().map(Migration::of).collect(Collectors.toUnmodifiableSet());
        return !migrations.isEmpty() && migrations.stream().allMatch(Migration::isVersioned)
                ? Optional.of(new Migrations(migrations))
                : Optional.empty();
    }

    /**
     * Whether Flyway would find nothing to do there: all of them have been carried out, as they are now, whatever else has. Fails when the
     * database can't be asked, or Flyway was never there.
     */
    Uni<Boolean> areAllIn(SqlClient database) {
        return database.query(HISTORY).execute().map(rows -> {
            var applied = new HashSet<Migration>();
            for (var row : rows) {
                if (TAKEN_BACK.matcher(row.getString("type")).matches()) {
                    return false;
                }
                applied.add(Migration.of(row));
            }
            return applied.containsAll(migrations);
        });
    }
}
