package dev.roundtrip.participant;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the ledger small: deletes the rows whose saga is so old that its age alone says what they say, and with them what the
 * service has {@linkplain Leftovers left over}. Active reservations never expire.
 *
 * <p>What makes it safe is that a reserve that old is superseded without a row (see {@link Barrier}), and a cancel of what has
 * no row leaves a tombstone. So the age of the saga's id decides, and nothing else: a fresh tombstone of an old saga adds
 * nothing either. A reserve judges its age by its own process' clock, before its transaction; a deletion therefore comes
 * {@code expiry-margin} later than that, which must be more than clocks differ by and the longest transaction takes.
 *
 * <p>Every batch is one short transaction that passes over rows which are in use: they are there next time. Any number of
 * processes may do this at once.
 */
@ApplicationScoped
public class Expiry {
    private static final Logger LOG = Logger.getLogger(Expiry.class);

    /**
     * Deletes at most $3 rows of sagas from $2 on that are older than $1. The rows are chosen and locked first, and only once:
     * within an IN the choice could be made anew for every row, and its LIMIT would be none.
     */
    static final String DELETE = """
            WITH due AS MATERIALIZED (
                SELECT saga_id, step FROM participant_ledger
                WHERE state <> 'RESERVED' AND saga_id < $1 AND saga_id >= $2
                ORDER BY saga_id, step LIMIT $3
                FOR UPDATE SKIP LOCKED),
            gone AS (
                DELETE FROM participant_ledger l USING due
                WHERE l.saga_id = due.saga_id AND l.step = due.step
                RETURNING l.saga_id, l.step)
            SELECT saga_id, step FROM gone ORDER BY saga_id, step""";

    private static final UUID FIRST = new UUID(0, 0);
    private static final int BITS_AFTER_TIMESTAMP = 16;

    private final Pool pool;
    private final ExpirySettings settings;
    private final Duration age;
    private final List<Leftovers> leftovers;
    private volatile boolean stopped;

    Expiry(Pool pool, ParticipantSettings participant, ExpirySettings settings, @All List<Leftovers> leftovers) {
        this.pool = pool;
        this.settings = settings;
        this.age = participant.tombstoneRetention().plus(settings.expiryMargin());
        this.leftovers = leftovers;
    }

    /**
     * Deletes all that has expired and isn't in use, batch by batch.
     *
     * @param now the time to judge age by
     * @return how many rows it deleted
     */
    public Uni<Long> runOnce(Instant now) {
        return Uni.createFrom().deferred(() -> {
            var began = System.nanoTime();
            var sweep = new Sweep(olderThan(now.minus(age)));
            return sweep.run().invoke(rows -> {
                if (rows > 0) {
                    LOG.infof(
                            "%d rows of the ledger have expired and are deleted, which took %d ms",
                            rows, Duration.ofNanos(System.nanoTime() - began).toMillis());
                }
            });
        });
    }

    /** Begins no further batch. */
    void stop() {
        stopped = true;
    }

    /** What every id of a saga that was made earlier is less than, and none that was made then or later. */
    private static UUID olderThan(Instant time) {
        return new UUID(time.toEpochMilli() << BITS_AFTER_TIMESTAMP, 0);
    }

    /** One pass, which goes on where its last batch ended: what is deleted already needn't be stepped over again. */
    private final class Sweep {
        private final UUID end;
        private UUID from = FIRST;

        private Sweep(UUID end) {
            this.end = end;
        }

        private Uni<Long> run() {
            var batches = Multi.createBy().repeating().uni(this::batch);
            var paused = settings.expiryPause().isZero() ? batches : batches.withDelay(settings.expiryPause());
            return paused.whilst(rows -> rows == settings.expiryBatch() && !stopped)
                    .collect()
                    .with(Collectors.summingLong(Long::longValue));
        }

        private Uni<Long> batch() {
            return pool.withTransaction(transaction -> transaction
                            .preparedQuery(DELETE)
                            .execute(Tuple.of(end, from, settings.expiryBatch()))
                            .map(Sweep::steps)
                            .call(gone -> deleteLeftovers(transaction, gone)))
                    .map(this::count);
        }

        private static List<StepId> steps(RowSet<Row> rows) {
            var steps = new ArrayList<StepId>();
            rows.forEach(row -> steps.add(new StepId(row.getUUID("saga_id"), row.getString("step"))));
            return steps;
        }

        /** Nobody else is at any of it: it is written by cancels alone, and they would have locked the ledger's row before. */
        private Uni<Void> deleteLeftovers(SqlConnection transaction, List<StepId> gone) {
            Uni<Void> deleted = Uni.createFrom().voidItem();
            if (!gone.isEmpty()) {
                for (var one : leftovers) {
                    deleted = deleted.chain(() -> one.delete(transaction, gone));
                }
            }
            return deleted;
        }

        private long count(List<StepId> gone) {
            if (!gone.isEmpty()) {
                from = gone.getLast().sagaId();
            }
            return gone.size();
        }
    }
}
