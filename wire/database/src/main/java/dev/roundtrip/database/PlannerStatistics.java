package dev.roundtrip.database;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Has PostgreSQL look at tables of ours that have doubled since it last did.
 *
 * <p>A prepared statement keeps its plan until there are new statistics. One that was planned when a table was empty, or
 * nearly, may well read all of it, and goes on doing so while the table grows by thousands of rows a second: autovacuum comes
 * round once a minute. So tables are analysed each time they have doubled, until they are so large that no plan of ours would
 * read them whole; from then on autovacuum will do.
 *
 * <p>Any number of processes may do this at once; who finds another at it passes over the table.
 */
@ApplicationScoped
public class PlannerStatistics {
    private static final Logger LOG = Logger.getLogger(PlannerStatistics.class);
    private static final String INTERVAL = "roundtrip.database.statistics-interval";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Only what this role may analyse, and of that only what is no larger than 1024 blocks, which are 8 MB as a rule. */
    private static final String DOUBLED = """
            SELECT format('%I.%I', n.nspname, c.relname) AS name
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (
                SELECT pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks) now
            WHERE c.relkind = 'r' AND n.nspname = current_schema() AND pg_has_role(c.relowner, 'USAGE')
              AND now.blocks > 2 * c.relpages AND now.blocks <= 1024
            ORDER BY name""";

    private final Vertx vertx;
    private final Pool pool;
    private final Duration interval;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile long timer;

    PlannerStatistics(Vertx vertx, Pool pool, @ConfigProperty(name = INTERVAL, defaultValue = "1s") Duration interval) {
        this.vertx = vertx;
        this.pool = pool;
        this.interval = interval;
    }

    void start(@Observes StartupEvent start) {
        if (!interval.isZero()) {
            InvalidSettings.unlessBetween(INTERVAL + ", unless it is 0s,", SHORTEST, LONGEST, interval);
            timer = vertx.setPeriodic(interval.toMillis(), due -> look());
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (underWay.compareAndSet(false, true)) {
            refresh()
                    .onTermination()
                    .invoke(() -> underWay.set(false))
                    .subscribe()
                    // Nobody waits for it, the next look comes soon, and that the database is away others say loudly.
                    .with(tables -> {}, failure -> LOG.debug("statistics stay as they are for now", failure));
        }
    }

    /** Analyses every table that has doubled, and answers which these were. */
    Uni<List<String>> refresh() {
        return pool.query(DOUBLED).execute().map(PlannerStatistics::names).call(this::analyse);
    }

    private static List<String> names(RowSet<Row> rows) {
        var names = new ArrayList<String>();
        rows.forEach(row -> names.add(row.getString("name")));
        return names;
    }

    private Uni<?> analyse(List<String> tables) {
        return tables.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.query("ANALYZE (SKIP_LOCKED) " + String.join(", ", tables))
                        .execute();
    }
}
