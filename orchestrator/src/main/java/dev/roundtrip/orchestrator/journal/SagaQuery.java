package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaStatus;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of {@code saga} are read, as a query of bounded size.
 *
 * @param source a SELECT of them
 * @param arguments what its parameters are
 * @param direction how they are ordered by id: ASC or DESC
 */
record SagaQuery(String source, Tuple arguments, String direction) {
    private static final long LAST_MILLIS = (1L << 48) - 1;
    /** An id is made shortly before its saga is started, by the same clock. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final String OLDEST_FIRST = "ASC";
    private static final String NEWEST_FIRST = "DESC";

    /**
     * Sagas in the filter's order.
     *
     * @param after only those that come after this one; from the first when empty
     * @param limit the most to read
     */
    static SagaQuery of(SagaFilter filter, Optional<UUID> after, int limit) {
        var direction = filter.newestFirst() ? NEWEST_FIRST : OLDEST_FIRST;
        var conditions = new Conditions();
        filter.definition().ifPresent(name -> conditions.require("definition = ", name));
        filter.version().ifPresent(number -> conditions.require("version = ", number));
        filter.startedFrom().ifPresent(from -> {
            conditions.require("created_at >= ", from.atOffset(ZoneOffset.UTC));
            conditions.require("saga_id >= ", firstIdOf(from.minus(SLACK)));
        });
        filter.startedBefore().ifPresent(before -> {
            conditions.require("created_at < ", before.atOffset(ZoneOffset.UTC));
            conditions.require("saga_id < ", firstIdOf(before.plus(SLACK)));
        });
        after.ifPresent(last -> conditions.require(filter.newestFirst() ? "saga_id < " : "saga_id > ", last));
        var most = " ORDER BY saga_id " + direction + " LIMIT " + conditions.argument(limit);
        return new SagaQuery(
                filter.flags().isEmpty()
                        ? ofEachStatus(filter.statuses(), conditions, most)
                        : flagged(filter, conditions, most),
                conditions.arguments(),
                direction);
    }

    /** Status by status: together they have no index, and each of them alone has one. */
    private static String ofEachStatus(Collection<SagaStatus> statuses, Conditions conditions, String most) {
        var each = statuses.stream()
                .sorted()
                .map(status -> "(SELECT * FROM saga WHERE " + conditions.and(with(status)) + most + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return "SELECT * FROM (" + each + ") found" + most;
    }

    /** They are few, and have an index of their own. */
    private static String flagged(SagaFilter filter, Conditions conditions, String most) {
        var shown = filter.flags().stream().sorted().map(SagaQuery::condition).collect(Collectors.joining(" OR "));
        var statuses = filter.statuses().stream()
                .sorted()
                .map(SagaQuery::literal)
                .collect(Collectors.joining(", ", "status IN (", ")"));
        return "SELECT * FROM saga WHERE " + conditions.and(statuses, "(" + shown + ")") + most;
    }

    /**
     * Runs of one definition, newest first.
     *
     * @param status only those; all when empty
     * @param before only those older than this one; from the newest when empty
     * @param limit the most to read
     */
    static SagaQuery ofRuns(String definition, Optional<SagaStatus> status, Optional<UUID> before, int limit) {
        var conditions = new Conditions();
        conditions.require("definition = ", definition);
        before.ifPresent(last -> conditions.require("saga_id < ", last));
        var most = conditions.argument(limit);
        var all = status.map(wanted -> conditions.and(with(wanted))).orElseGet(conditions::and);
        return new SagaQuery(
                "SELECT * FROM saga WHERE " + all + " ORDER BY saga_id DESC LIMIT " + most,
                conditions.arguments(),
                NEWEST_FIRST);
    }

    /**
     * Statuses are part of the text, unlike values: for those that are rare another index is right than for the others, and a plan that is
     * made once can't know which it is for.
     */
    private static String with(SagaStatus status) {
        return "status = " + literal(status);
    }

    private static String literal(SagaStatus status) {
        return "'" + status.name() + "'";
    }

    private static String condition(SagaFilter.Flag flag) {
        return switch (flag) {
            case STUCK -> "stuck";
            case PAUSED -> "paused";
            case QUARANTINED -> "quarantined IS NOT NULL";
        };
    }

    /** Ids begin with the time at which they were made, in milliseconds: what is older need not be read. */
    static UUID firstIdOf(Instant time) {
        long millis = Math.clamp(time.toEpochMilli(), 0, LAST_MILLIS);
        return new UUID(millis << 16, 0);
    }

    /** What must all be true of a row. Values of callers are parameters, never part of the text. */
    private static final class Conditions {
        private final List<String> all = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        String argument(Object value) {
            values.add(value);
            return "$" + values.size();
        }

        void require(String compared, Object value) {
            all.add(compared + argument(value));
        }

        /** All of them, and these, which have no values. */
        String and(String... more) {
            return Stream.concat(all.stream(), Stream.of(more)).collect(Collectors.joining(" AND "));
        }

        Tuple arguments() {
            return Tuple.from(values);
        }
    }
}
