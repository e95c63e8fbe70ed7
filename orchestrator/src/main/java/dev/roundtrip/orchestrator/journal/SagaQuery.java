package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaStatus;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A {@link SagaFilter}, or the part of it that concerns some of its statuses, as a query of bounded size. */
final class SagaQuery {
    private static final long LAST_MILLIS = (1L << 48) - 1;
    /** An id is made shortly before its saga is started, by the same clock. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final List<String> conditions = new ArrayList<>();
    private final Parameters arguments = new Parameters();
    private final Sort order;

    private SagaQuery(SagaFilter filter, Optional<UUID> after) {
        order = filter.newestFirst() ? Sort.descending("sagaId") : Sort.ascending("sagaId");
        filter.definition().ifPresent(name -> and("definition = :definition", "definition", name));
        filter.version().ifPresent(number -> and("version = :version", "version", number));
        filter.startedFrom().ifPresent(from -> {
            and("createdAt >= :startedFrom", "startedFrom", from);
            and("sagaId >= :firstId", "firstId", firstIdOf(from.minus(SLACK)));
        });
        filter.startedBefore().ifPresent(before -> {
            and("createdAt < :startedBefore", "startedBefore", before);
            and("sagaId < :lastId", "lastId", firstIdOf(before.plus(SLACK)));
        });
        after.ifPresent(last -> and(filter.newestFirst() ? "sagaId < :after" : "sagaId > :after", "after", last));
    }

    /** Sagas of one status: that, the definition and the order are those of an index. */
    static SagaQuery ofStatus(SagaFilter filter, SagaStatus status, Optional<UUID> after) {
        var query = new SagaQuery(filter, after);
        query.and("status = :status", "status", status);
        return query;
    }

    /** Sagas that show a flag: they are few, and have an index of their own. */
    static SagaQuery ofFlagged(SagaFilter filter, Optional<UUID> after) {
        var query = new SagaQuery(filter, after);
        query.and("status in :statuses", "statuses", filter.statuses());
        query.conditions.add("("
                + String.join(
                        " or ",
                        filter.flags().stream()
                                .map(SagaQuery::condition)
                                .sorted()
                                .toList())
                + ")");
        return query;
    }

    private static String condition(SagaFilter.Flag flag) {
        return switch (flag) {
            case STUCK -> "stuck = true";
            case PAUSED -> "paused = true";
            case QUARANTINED -> "quarantined is not null";
        };
    }

    private void and(String condition, String parameter, Object value) {
        conditions.add(condition);
        arguments.and(parameter, value);
    }

    Uni<List<SagaRecord>> list(int limit) {
        return SagaRecord.<SagaRecord>find(String.join(" and ", conditions), order, arguments)
                .page(0, limit)
                .list();
    }

    /** Ids begin with the time at which they were made, in milliseconds: what is older need not be read. */
    static UUID firstIdOf(Instant time) {
        long millis = Math.clamp(time.toEpochMilli(), 0, LAST_MILLIS);
        return new UUID(millis << 16, 0);
    }
}
