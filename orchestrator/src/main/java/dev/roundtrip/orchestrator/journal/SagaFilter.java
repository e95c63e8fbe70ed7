package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which sagas are wanted, and in which order.
 *
 * @param statuses with one of these; at least one
 * @param flags showing at least one of these; empty: with and without
 * @param definition only runs of this definition
 * @param version only of this version
 * @param startedFrom only started then or later
 * @param startedBefore only started before then
 * @param newestFirst whether the newest comes first, and not the oldest
 */
public record SagaFilter(
        Set<SagaStatus> statuses,
        Set<Flag> flags,
        Optional<String> definition,
        Optional<Integer> version,
        Optional<Instant> startedFrom,
        Optional<Instant> startedBefore,
        boolean newestFirst) {

    /** What a saga shows beside its status. */
    public enum Flag {
        /** What must succeed in it has failed for longer than is usual. */
        STUCK,
        /** An operator stopped it. */
        PAUSED,
        /** Nobody carries it on. */
        QUARANTINED
    }

    public SagaFilter {
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("a saga has a status");
        }
        statuses = Set.copyOf(statuses);
        flags = Set.copyOf(flags);
    }
}
