package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.SagaRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What a {@link LiveSaga} needs of the engine around it. */
interface Surroundings {
    Loop loop();

    Decider decider();

    UUID node();

    String nodeName();

    boolean stopping();

    Batches<LiveSaga<?>, Boolean> appends();

    Duration writeBehind();

    void afterWriteRetryDelay(Runnable task);

    void read(UUID sagaId, Consumer<Optional<Chronicle>> found, Consumer<Throwable> failed);

    void rows(Collection<UUID> sagaIds, Consumer<Map<UUID, SagaRow>> found, Consumer<Throwable> failed);

    void quarantine(UUID sagaId, long sequence, Throwable why);

    /** The saga may be this node's own and is not held any more; the journal is to be asked about it later. */
    void mayBeStray(UUID sagaId);

    void decided(Saga saga, List<SagaEvent> events);

    void gone(LiveSaga<?> saga);

    /** Something was heard too late, or a second time, and changed nothing. */
    void ignored(Signal signal);

    default Duration until(Instant when) {
        var left = Duration.between(loop().now(), when);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
