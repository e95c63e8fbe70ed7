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
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Has Flyway migrate at the start when there is something to migrate. Most starts find tables that are up to date, and to have Flyway say
 * so, over a connection of its own, is a good part of the start of a service with a cache of its classes. So the history that Flyway keeps
 * is looked at first, by the connections that the service needs anyway, while the rest of it starts; whatever is not plainly there is left
 * to Flyway. Either way the tables are as they are to be before the service asks for anything in them.
 */
@Singleton
@Alternative
@Priority(1)
public class FlywayWhenNeeded extends FlywayContainerProducer {
    private static final Logger LOG = Logger.getLogger(FlywayWhenNeeded.class);

    private static final String LOOK_LIMIT = "roundtrip.schema.look-limit";
    private static final String EXIT_AFTER_MIGRATIONS = "quarkus.init-and-exit";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** After settings have been checked (1), before whoever else observes the start asks for a table. */
    private static final int BEFORE_THE_SERVICE = 10;

    private final FlywayRuntimeConfig settings;
    private final FlywayBuildTimeConfig found;
    private final boolean customized;
    private final Pool pool;
    private final Duration limit;
    private final boolean exits;
    private Runnable migration = () -> {};

    /**
     * @param pool the connections that the history is read by
     * @param limit how long that may take before Flyway is asked instead
     * @param exits whether this process is started for its migrations alone, and so never comes to serve
     */
    FlywayWhenNeeded(
            FlywayRuntimeConfig settings,
            FlywayBuildTimeConfig found,
            @All List<InstanceHandle<FlywayConfigurationCustomizer>> customizers,
            Pool pool,
            @ConfigProperty(name = LOOK_LIMIT, defaultValue = "5s") Duration limit,
            @ConfigProperty(name = EXIT_AFTER_MIGRATIONS, defaultValue = "false") boolean exits) {
        super(settings, found, customizers);
        InvalidSettings.unlessBetween(LOOK_LIMIT, SHORTEST, LONGEST, limit);
        this.settings = settings;
        this.found = found;
        this.customized = !customizers.isEmpty();
        this.pool = pool;
        this.limit = limit;
        this.exits = exits;
    }

    @Override
    public FlywayContainer createFlyway(
            DataSource dataSource, String dataSourceName, boolean hasMigrations, boolean createPossible) {
        Supplier<FlywayContainer> asEver =
                () -> super.createFlyway(dataSource, dataSourceName, hasMigrations, createPossible);
        var database = settings.datasources().get(dataSourceName);
        if (customized || exits || !DataSourceUtil.isDefault(dataSourceName) || !database.migrateAtStart()) {
            return asEver.get();
        }
        return PlainMigrations.of(database, found.datasources().get(dataSourceName), dataSourceName)
                .<FlywayContainer>map(migrations -> {
                    var look = migrations.areAllIn(pool).subscribeAsCompletionStage();
                    var later = new Later(database, dataSourceName, hasMigrations, createPossible, asEver);
                    migration = () -> migrateUnless(look, later);
                    return later;
                })
                .orElseGet(asEver);
    }

    /** What Quarkus would have done by now, if anything. */
    void migrate(@Observes @Priority(BEFORE_THE_SERVICE) StartupEvent start) {
        migration.run();
    }

    private void migrateUnless(CompletionStage<Boolean> allIn, FlywayContainer later) {
        if (!isUpToDate(allIn)) {
            later.getFlyway().migrate();
        }
    }

    private boolean isUpToDate(CompletionStage<Boolean> allIn) {
        try {
            return Uni.createFrom().completionStage(allIn).await().atMost(limit);
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

    /** What Quarkus asks at the start whether to migrate: not yet. Flyway is set up when it is wanted. */
    private static final class Later extends FlywayContainer {
        private final Supplier<FlywayContainer> asEver;
        private Flyway flyway;

        Later(
                FlywayDataSourceRuntimeConfig database,
                String dataSourceName,
                boolean hasMigrations,
                boolean createPossible,
                Supplier<FlywayContainer> asEver) {
            super(
                    null,
                    database.baselineAtStart(),
                    database.cleanAtStart(),
                    database.cleanOnValidationError(),
                    false,
                    database.repairAtStart(),
                    database.validateAtStart(),
                    dataSourceName,
                    hasMigrations,
                    createPossible);
            this.asEver = asEver;
        }

        @Override
        public synchronized Flyway getFlyway() {
            if (flyway == null) {
                flyway = asEver.get().getFlyway();
            }
            return flyway;
        }
    }
}
