package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A world whose clock stands still as long as the database, which is real, has a question to answer. So nothing waits for a
 * time to pass, and what a run comes to doesn't hang on how fast the database is.
 */
final class Clockwork {
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(60);

    private final World world = new World();
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private int unanswered;

    World world() {
        return world;
    }

    /** Asks the database; the answer comes in this world's own thread. */
    <T> Uni<T> ask(Supplier<Uni<T>> question) {
        return Uni.createFrom().emitter(emitter -> {
            unanswered++;
            question.get()
                    .subscribe()
                    .with(
                            answer -> answers.add(() -> emitter.complete(answer)),
                            failure -> answers.add(() -> emitter.fail(failure)));
        });
    }

    /** Lets things happen until something is so; false when it isn't within a limit, by this world's clock. */
    boolean runUntil(BooleanSupplier done, Duration limit) {
        var end = world.now().plus(limit);
        while (true) {
            if (world.runUntil(done, Duration.ZERO)) {
                return true;
            }
            if (unanswered > 0) {
                hearAnAnswer();
            } else if (world.now().isBefore(end)) {
                world.runUntil(() -> unanswered > 0 || done.getAsBoolean(), Duration.between(world.now(), end));
            } else {
                return false;
            }
        }
    }

    private void hearAnAnswer() {
        try {
            var answer = answers.poll(DATABASE_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("the database has not answered for " + DATABASE_LIMIT);
            }
            unanswered--;
            answer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the database", e);
        }
    }
}
