package dev.roundtrip.participant;

import dev.roundtrip.serving.CallDeadline;
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
    private final Duration maxWait;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** As many as the settings say. */
    public Reads(ParticipantSettings settings) {
        this.atOnce = settings.concurrentReads();
        this.most = settings.maxReads();
        this.maxWait = settings.maxWait();
    }

    /**
     * Reads when there is room, on the context where this is subscribed to. What has begun is carried through, whether its
     * caller waits for it or not.
     *
     * @return what was read. Fails with RESOURCE_EXHAUSTED when too many reads are under way, or its turn came too late
     */
    public <T> Uni<T> read(Supplier<Uni<T>> query) {
        var timeLeft = CallDeadline.timeLeft();
        return Uni.createFrom().emitter(reader -> {
            var thread = CallerThread.current();
            var patience = Patience.of(maxWait, timeLeft, System.nanoTime());
            if (!enter(() -> thread.execute(() -> begin(patience, query, reader)))) {
                reader.fail(Refusals.busy("Too many reads are under way here: ask again.", COME_BACK));
            }
        });
    }

    private <T> void begin(Patience patience, Supplier<Uni<T>> query, UniEmitter<? super T> reader) {
        if (patience.isOver(System.nanoTime())) {
            leave();
            reader.fail(patience.refusal().get());
            return;
        }
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
