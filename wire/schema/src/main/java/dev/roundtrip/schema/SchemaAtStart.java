package dev.roundtrip.schema;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.flyway.runtime.FlywayContainerProducer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings the tables up to date before anything works on them. Flyway does it, set up by {@code quarkus.flyway.*} as ever; but most starts find
 * tables that are up to date, and to have Flyway say so takes a fifth of the start of a service with a cache of its classes. So the
 * history that Flyway keeps is looked at first, by the connections that the service needs anyway.
 */
@Singleton
final class SchemaAtStart {
    private static final Logger LOG = Logger.getLogger(SchemaAtStart.class);

    private static final String LOOK_LIMIT = "roundtrip.schema.look-limit";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Once settings are known to be sound, and before whatever works on tables. */
    private static final int AFTER_SETTINGS = 2;

    private final Pool pool;
    private final DataSource dataSource;
    private final FlywayContainerProducer flyway;

    SchemaAtStart(Pool pool, DataSource dataSource, FlywayContainerProducer flyway) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    void migrate(
            @Observes @Priority(AFTER_SETTINGS) StartupEvent start,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean wanted,
            @ConfigProperty(name = "quarkus.flyway.locations") List<String> locations,
            @ConfigProperty(name = LOOK_LIMIT, defaultValue = "5s") Duration limit) {
        InvalidSettings.unlessBetween(LOOK_LIMIT, SHORTEST, LONGEST, limit);
        if (wanted && !isUpToDate(locations, limit)) {
            flyway.createFlyway(dataSource, DataSourceUtil.DEFAULT_DATASOURCE_NAME, true, true)
                    .getFlyway()
                    .migrate();
        }
    }

    private boolean isUpToDate(List<String> locations, Duration limit) {
        try {
            return Migrations.in(locations).areAllIn(pool).await().atMost(limit);
        } catch (RuntimeException e) {
            // New tables have no history; and a database that is away Flyway meets too, and says so.
            LOG.debugf("Flyway is asked, for the history of the tables can't be read: %s", e.getMessage());
            return false;
        }
    }
}
