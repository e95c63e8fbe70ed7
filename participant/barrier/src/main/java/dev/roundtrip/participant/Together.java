package dev.roundtrip.participant;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Things that are done at once on one connection, of which none may go on when the transaction is undone. */
final class Together {
    private Together() {}

    /**
     * Does all of them.
     *
     * @return what they came to, in their order. Fails with the failure of the first of those that failed, when all have
     *     ended
     */
    static <T> Uni<List<T>> all(List<Uni<T>> parts) {
        return parts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(parts)
                        .andCollectFailures()
                        .onFailure(CompositeException.class)
                        .transform(failures -> failures.getCauses().getFirst());
    }
}
