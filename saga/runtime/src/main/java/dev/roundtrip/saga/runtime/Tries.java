package dev.roundtrip.saga.runtime;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A saga that is being written to by two at once is tried again for, a few times. */
final class Tries {
    private static final int MOST = 5;

    private Tries() {}

    /** What {@code attempt} answers, {@code again} only when every try did. */
    static <T> Uni<T> until(Surroundings surroundings, T again, Supplier<Uni<T>> attempt) {
        return until(surroundings, again, attempt, MOST);
    }

    private static <T> Uni<T> until(Surroundings surroundings, T again, Supplier<Uni<T>> attempt, int left) {
        return attempt.get()
                .emitOn(surroundings.loop())
                .chain(result -> result.equals(again) && left > 1
                        ? until(surroundings, again, attempt, left - 1)
                        : Uni.createFrom().item(result));
    }

    /** {@code item} after a moment. */
    static <T> Uni<T> waiting(Surroundings surroundings, T item) {
        return Uni.createFrom().emitter(emitter -> surroundings.afterWriteRetryDelay(() -> emitter.complete(item)));
    }
}
