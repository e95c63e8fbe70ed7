package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final World world = new World();
    private final World.Node loop = world.node();
    private final List<List<Integer>> written = new ArrayList<>();
    private final List<Integer> heard = new ArrayList<>();
    private final Queue<UniEmitter<? super List<Integer>>> unanswered = new ArrayDeque<>();

    private Uni<List<Integer>> write(List<Integer> batch) {
        written.add(List.copyOf(batch));
        return Uni.createFrom().emitter(emitter -> unanswered.add(emitter));
    }

    private void answerAll() {
        while (!unanswered.isEmpty()) {
            unanswered.remove().complete(written.getLast());
            world.run(Duration.ofMillis(1));
        }
    }

    private Batches<Integer, Integer> batches(int maxBatch, long maxWeight) {
        return new Batches<>(
                loop,
                maxBatch,
                1,
                Integer::longValue,
                maxWeight,
                this::write,
                new Batches.Listener<Integer, Integer>() {
                    @Override
                    public void written(Integer entry, Integer answer) {
                        heard.add(entry);
                        if (entry == 666) {
                            throw new StackOverflowError("for the test");
                        }
                    }

                    @Override
                    public void failed(Integer entry, Throwable failure) {
                        throw new AssertionError(failure);
                    }
                });
    }

    @Test
    void whatIsOfferedDuringAWriteGoesTogetherUntilItIsTooHeavy() {
        var batches = batches(10, 6);
        List.of(1, 3, 3, 20, 1, 5, 1).forEach(batches::offer);
        answerAll();
        assertEquals(List.of(List.of(1), List.of(3, 3), List.of(20), List.of(1, 5), List.of(1)), written);
    }

    @Test
    void noBatchHasMoreEntriesThanItMay() {
        var batches = batches(2, 100);
        List.of(1, 2, 3, 4, 5).forEach(batches::offer);
        answerAll();
        assertEquals(List.of(List.of(1), List.of(2, 3), List.of(4, 5)), written);
    }

    @Test
    void oneThatFailsInHearingTakesNoneOfTheOthersWithIt() {
        var batches = batches(10, 10_000);
        List.of(1, 666, 2).forEach(batches::offer);
        answerAll();
        batches.offer(3);
        answerAll();
        assertEquals(List.of(1, 666, 2, 3), heard);
    }
}
