package dev.roundtrip.schema;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.arc.All;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.runtime.FlywayBuildTimeConfig;
import io.quarkus.flyway.runtime.FlywayContainerProducer;
import io.quarkus.flyway.runtime.FlywayDataSourceRuntimeConfig;
import io.quarkus.flyway.runtime.FlywayRuntimeConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Has Flyway migrate at the start when there is something to migrate. Most starts find tables that are up to date, and to set Flyway up and
 * have it say so is a good part of the start of a service with a cache of its classes. So the history that Flyway keeps is looked at
 * first, by the connections that the service needs anyway; whatever is not plainly there is left to Flyway. It is set up as Quarkus sets
 * it up, by {@code quarkus.flyway.*}; a service that has this has {@code quarkus.flyway.active=false}, or Quarkus has it migrate too.
 */
@Singleton
public class MigrationAtStart {
    private static final Logger LOG = Logger.getLogger(MigrationAtStart.class);

    private static final String LOOK_LIMIT = "roundtrip.schema.look-limit";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** After settings have been checked (1), before whoever else observes the start asks for a table. */
    private static final int BEFORE_THE_SERVICE = 10;

    private final FlywayDataSourceRuntimeConfig settings;
    private final FlywayContainerProducer flyway;
    private final DatabaseByJdbc database;
    private final FirstConnections connections;
    private final Duration limit;
    private final Optional<Migrations> migrations;

    /**
     * @param database where Flyway migrates
     * @param connections what the history is read by
     * @param limit how long that may take before Flyway is asked instead
     */
    MigrationAtStart(
            FlywayRuntimeConfig settings,
            FlywayBuildTimeConfig built,
            @All List<InstanceHandle<FlywayConfigurationCustomizer>> customizers,
            FlywayContainerProducer flyway,
            DatabaseByJdbc database,
            FirstConnections connections,
            @ConfigProperty(name = LOOK_LIMIT, defaultValue = "5s") Duration limit) {
        InvalidSettings.unlessBetween(LOOK_LIMIT, SHORTEST, LONGEST, limit);
        this.settings = settings.datasources().get(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        this.flyway = flyway;
        this.database = database;
        this.connections = connections;
        this.limit = limit;
        this.migrations = customizers.isEmpty()
                ? PlainMigrations.of(this.settings, built.datasources().get(DataSourceUtil.DEFAULT_DATASOURCE_NAME))
                : Optional.empty();
    }

    /**
     * Before the service asks for anything in its tables.
     *
     * @throws InvalidSettings when Flyway is to do more than migrate
     */
    void migrate(@Observes @Priority(BEFORE_THE_SERVICE) StartupEvent start) {
        if (settings.active().orElse(true)) {
            if (!database.isNamed()) {
                throw new InvalidSettings(
                        "quarkus.flyway.active has Quarkus set up Flyway, which needs quarkus.datasource.jdbc.url:"
                                + " set that as well, or quarkus.flyway.active to false.",
                        null);
            }
            return;
        }
        refuse(settings.cleanAtStart(), "clean-at-start");
        refuse(settings.validateAtStart(), "validate-at-start");
        refuse(settings.baselineAtStart(), "baseline-at-start");
        refuse(settings.repairAtStart(), "repair-at-start");
        if (!settings.migrateAtStart()) {
            return;
        }
        // Flyway goes by an address of its own, if it has one.
        var isElsewhere = settings.jdbcUrl().isPresent();
        if (!isElsewhere) {
            database.check();
        }
        if (isNeeded()) {
            var source = isElsewhere ? null : database.source();
            flyway.createFlyway(source, DataSourceUtil.DEFAULT_DATASOURCE_NAME, true, true)
                    .getFlyway()
                    .migrate();
        }
    }

    private static void refuse(boolean wanted, String setting) {
        if (wanted) {
            throw new InvalidSettings(
                    "quarkus.flyway." + setting
                            + " is done by Quarkus alone, so set quarkus.flyway.active to true and quarkus.datasource.jdbc.url as well, or leave it out.",
                    null);
        }
    }

    /** Whether Flyway has to be asked: there is something to migrate, or one can't tell. */
    public boolean isNeeded() {
        try {
            return !migrations
                    .map(found -> found.areAllIn(connections.pool()).await().atMost(limit))
                    .orElse(false);
        } catch (InactiveBeanException e) {
            // Nobody has said where the database is, so nobody knows.
            throw e;
        } catch (RuntimeException e) {
            // A database that is away Flyway meets too, and tells.
            if (!isNew(e)) {
                LOG.infof("Flyway is asked whether there is something to migrate: %s", e);
            }
            return true;
        }
    }

    /** A database that Flyway has never been to has no history. */
    private static boolean isNew(RuntimeException failure) {
        return failure instanceof PgException answer && UNDEFINED_TABLE.equals(answer.getSqlState());
    }
}
