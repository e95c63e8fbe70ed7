package dev.roundtrip.participant;

import dev.roundtrip.wire.Refusals;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets few reads at a time to the database, so that however many ask, connections are left for those who write. */
@ApplicationScoped
public class Reads {
    private static final Duration COME_BACK = Duration.ofMillis(500);

    private final int atOnce;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** As many as the settings say. */
    public Reads(ParticipantSettings settings) {
        this.atOnce = settings.concurrentReads();
        this.most = settings.maxReads();
    }

    /**
     * Reads when there is room, on the context where this is subscribed to. What has begun is carried through, whether its
     * caller waits for it or not.
     *
     * @return what was read. Fails with RESOURCE_EXHAUSTED when too many reads are under way
     */
    public <T> Uni<T> read(Supplier<Uni<T>> query) {
        return Uni.createFrom().emitter(reader -> {
            var thread = CallerThread.current();
            if (!enter(() -> thread.execute(() -> begin(query, reader)))) {
                reader.fail(Refusals.busy("Too many reads are under way here: ask again.", COME_BACK));
            }
        });
    }

    private <T> void begin(Supplier<Uni<T>> query, UniEmitter<? super T> reader) {
        Uni.createFrom()
                .deferred(query::get)
                .onTermination()
                .invoke(this::leave)
                .subscribe()
                .with(reader::complete, reader::fail);
    }

    private boolean enter(Runnable read) {
        synchronized (waiting) {
            if (underWay >= atOnce) {
                return underWay + waiting.size() < most && waiting.add(read);
            }
            underWay++;
        }
        read.run();
        return true;
    }

    private void leave() {
        Optional<Runnable> next;
        synchronized (waiting) {
            next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                underWay--;
            }
        }
        next.ifPresent(Runnable::run);
    }
}
