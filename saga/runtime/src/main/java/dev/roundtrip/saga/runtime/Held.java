package dev.roundtrip.saga.runtime;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The sagas that this node carries on. Lives on the loop. */
final class Held {
    /** Those that the journal was asked about longest ago come first. */
    private final Map<UUID, LiveSaga<?>> sagas = new LinkedHashMap<>();

    void add(LiveSaga<?> saga) {
        sagas.put(saga.id(), saga);
    }

    /** That one, and no other that has taken its place. */
    void remove(LiveSaga<?> saga) {
        sagas.remove(saga.id(), saga);
    }

    /** Whichever it is. */
    void remove(UUID sagaId) {
        sagas.remove(sagaId);
    }

    Optional<LiveSaga<?>> find(UUID sagaId) {
        return Optional.ofNullable(sagas.get(sagaId));
    }

    boolean holds(UUID sagaId) {
        return sagas.containsKey(sagaId);
    }

    int count() {
        return sagas.size();
    }

    /** As they are now. */
    Set<UUID> ids() {
        return Set.copyOf(sagas.keySet());
    }

    /** As they are now. */
    List<LiveSaga<?>> all() {
        return List.copyOf(sagas.values());
    }

    /** At most {@code limit} of those that the journal has said nothing of since then. It is others' turn the next time. */
    List<LiveSaga<?>> nextQuietSince(Instant when, int limit) {
        List<LiveSaga<?>> quiet = sagas.values().stream()
                .<LiveSaga<?>>filter(saga -> saga.isQuietSince(when))
                .limit(limit)
                .toList();
        quiet.forEach(saga -> {
            sagas.remove(saga.id());
            sagas.put(saga.id(), saga);
        });
        return quiet;
    }
}
