package dev.roundtrip.schema;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.runtime.FlywayBuildTimeConfig;
import io.quarkus.flyway.runtime.FlywayContainer;
import io.quarkus.flyway.runtime.FlywayContainerProducer;
import io.quarkus.flyway.runtime.FlywayDataSourceRuntimeConfig;
import io.quarkus.flyway.runtime.FlywayRuntimeConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Has Flyway migrate at the start when there is something to migrate. Most starts find tables that are up to date, and to set Flyway up and
 * have it say so, over a connection of its own, is a fifth of the start of a service with a cache of its classes. So the history that Flyway
 * keeps is looked at first, by the connections that the service needs anyway; whatever is not plainly there is left to Flyway.
 */
@Singleton
@Alternative
@Priority(1)
public class FlywayWhenNeeded extends FlywayContainerProducer {
    private static final Logger LOG = Logger.getLogger(FlywayWhenNeeded.class);

    private static final String LOOK_LIMIT = "roundtrip.schema.look-limit";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final FlywayRuntimeConfig settings;
    private final FlywayBuildTimeConfig found;
    private final boolean customized;
    private final Pool pool;
    private final Duration limit;

    /** With the connections that the history is read by, and how long that may take before Flyway is asked instead. */
    FlywayWhenNeeded(
            FlywayRuntimeConfig settings,
            FlywayBuildTimeConfig found,
            @All List<InstanceHandle<FlywayConfigurationCustomizer>> customizers,
            Pool pool,
            @ConfigProperty(name = LOOK_LIMIT, defaultValue = "5s") Duration limit) {
        super(settings, found, customizers);
        InvalidSettings.unlessBetween(LOOK_LIMIT, SHORTEST, LONGEST, limit);
        this.settings = settings;
        this.found = found;
        this.customized = !customizers.isEmpty();
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public FlywayContainer createFlyway(
            DataSource dataSource, String dataSourceName, boolean hasMigrations, boolean createPossible) {
        Supplier<FlywayContainer> asEver =
                () -> super.createFlyway(dataSource, dataSourceName, hasMigrations, createPossible);
        if (customized || !DataSourceUtil.isDefault(dataSourceName)) {
            return asEver.get();
        }
        var database = settings.datasources().get(dataSourceName);
        return PlainMigrations.of(database, found.datasources().get(dataSourceName), dataSourceName)
                .<FlywayContainer>map(migrations ->
                        new Asked(database, dataSourceName, hasMigrations, createPossible, migrations, asEver))
                .orElseGet(asEver);
    }

    private boolean isUpToDate(Migrations migrations) {
        try {
            return migrations.areAllIn(pool).await().atMost(limit);
        } catch (RuntimeException e) {
            // A database that is away Flyway meets too, and tells.
            if (!isNew(e)) {
                LOG.infof("Flyway is asked whether there is something to migrate: %s", e.getMessage());
            }
            return false;
        }
    }

    /** A database that Flyway has never been to has no history. */
    private static boolean isNew(RuntimeException failure) {
        return failure instanceof PgException answer && UNDEFINED_TABLE.equals(answer.getSqlState());
    }

    /** What Quarkus asks at the start, among other things whether to migrate. Flyway is set up when it is wanted. */
    private final class Asked extends FlywayContainer {
        private final Migrations migrations;
        private final Supplier<FlywayContainer> asEver;
        private Flyway flyway;

        Asked(
                FlywayDataSourceRuntimeConfig database,
                String dataSourceName,
                boolean hasMigrations,
                boolean createPossible,
                Migrations migrations,
                Supplier<FlywayContainer> asEver) {
            super(
                    null,
                    database.baselineAtStart(),
                    database.cleanAtStart(),
                    database.cleanOnValidationError(),
                    database.migrateAtStart(),
                    database.repairAtStart(),
                    database.validateAtStart(),
                    dataSourceName,
                    hasMigrations,
                    createPossible);
            this.migrations = migrations;
            this.asEver = asEver;
        }

        @Override
        public synchronized Flyway getFlyway() {
            if (flyway == null) {
                flyway = asEver.get().getFlyway();
            }
            return flyway;
        }

        @Override
        public boolean isMigrateAtStart() {
            return super.isMigrateAtStart() && !isUpToDate(migrations);
        }
    }
}
