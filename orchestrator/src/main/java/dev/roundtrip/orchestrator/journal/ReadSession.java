package dev.roundtrip.orchestrator.journal;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A session for one question to the journal. To be opened on a Vert.x context of the caller's own. */
final class ReadSession {
    private ReadSession() {}

    /**
     * A session has to be closed where it was opened, so a query goes on to its end although nobody may be listening any more:
     * cancelling it would leave its connection in use for ever.
     */
    static <T> Uni<T> reading(Supplier<Uni<T>> query) {
        return Uni.createFrom()
                .emitter(emitter -> Panache.withSession(query).subscribe().with(emitter::complete, emitter::fail));
    }
}
