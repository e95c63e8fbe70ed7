package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.JournalUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Sagas that may be this node's own although it doesn't hold them: starts whose reply was lost, and those that were let go of
 * in trouble. Nobody else takes them over as long as this node is alive, so it asks the journal about them. Lives on the loop.
 */
final class Strays {
    /** What arrives later than this the sweep finds: {@link RecoverySweep} asks for what the node owns and doesn't hold. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Consumer<Chronicle> takeBack;
    private final Map<UUID, Instant> until = new LinkedHashMap<>();

    /** {@code takeBack} is told of each that turns out to be this node's own. */
    Strays(Surroundings surroundings, Consumer<Chronicle> takeBack) {
        this.surroundings = surroundings;
        this.takeBack = takeBack;
    }

    void add(UUID sagaId) {
        until.put(sagaId, surroundings.loop().now().plus(LIMIT));
    }

    int count() {
        return until.size();
    }

    /** Asks about at most {@code limit} of them. */
    void seek(int limit) {
        for (var sagaId : until.keySet().stream().limit(limit).toList()) {
            seek(sagaId, until.remove(sagaId));
        }
    }

    private void seek(UUID sagaId, Instant last) {
        surroundings.read(
                sagaId,
                found -> found.ifPresentOrElse(this::settle, () -> {
                    // A start that nobody has heard of may yet be on its way to the journal.
                    if (surroundings.loop().now().isBefore(last)) {
                        until.put(sagaId, last);
                    }
                }),
                failure -> {
                    if (failure instanceof JournalUnavailable) {
                        until.put(sagaId, last);
                    } else {
                        setAside(sagaId, last, failure);
                    }
                });
    }

    private void settle(Chronicle chronicle) {
        if (chronicle.row().isCarriedOnBy(surroundings.node())) {
            takeBack.accept(chronicle);
        }
    }

    /** One that can't be read is asked about until it is seen to be quarantined: only then is it anyone else's to look after. */
    private void setAside(UUID sagaId, Instant last, Throwable why) {
        surroundings.rows(
                List.of(sagaId),
                found -> Optional.ofNullable(found.get(sagaId))
                        .filter(row -> row.isCarriedOnBy(surroundings.node()))
                        .ifPresent(row -> {
                            surroundings.quarantine(sagaId, row.lastSequence(), why);
                            until.put(sagaId, last);
                        }),
                failure -> until.put(sagaId, last));
    }
}
