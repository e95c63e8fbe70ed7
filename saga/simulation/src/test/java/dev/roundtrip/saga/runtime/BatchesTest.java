package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.journal.JournalUnavailable;
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
    private final List<Integer> refused = new ArrayList<>();
    private Runnable whenHeard = () -> {};
    private final Queue<UniEmitter<? super List<Integer>>> unanswered = new ArrayDeque<>();

    private Uni<List<Integer>> write(List<Integer> batch) {
        written.add(List.copyOf(batch));
        return Uni.createFrom().emitter(emitter -> unanswered.add(emitter));
    }

    private void turn() {
        world.run(Duration.ofMillis(1));
    }

    private void answer() {
        unanswered.remove().complete(written.getLast());
        turn();
    }

    private void answerAll() {
        turn();
        while (!unanswered.isEmpty()) {
            answer();
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
                        whenHeard.run();
                        if (entry == 666) {
                            throw new StackOverflowError("for the test");
                        }
                    }

                    @Override
                    public void failed(Integer entry, Throwable failure) {
                        refused.add(entry);
                    }
                });
    }

    @Test
    void whatIsOfferedInOneTurnOfTheLoopGoesTogether() {
        var batches = batches(10, 100);
        List.of(1, 2, 3).forEach(batches::offer);
        assertEquals(List.of(), written);
        answerAll();
        assertEquals(List.of(List.of(1, 2, 3)), written);
    }

    @Test
    void whatIsOfferedByThoseWhoHearGoesTogether() {
        var batches = batches(10, 100);
        batches.offer(1);
        turn();
        List.of(2, 3).forEach(batches::offer);
        whenHeard = () -> batches.offer(10 * heard.size());
        answer();
        answer();
        assertEquals(List.of(List.of(1), List.of(2, 3, 10), List.of(20, 30, 40)), written);
    }

    @Test
    void whatIsOfferedDuringAWriteGoesTogetherUntilItIsTooHeavy() {
        var batches = batches(10, 6);
        batches.offer(1);
        turn();
        List.of(3, 3, 20, 1, 5, 1).forEach(batches::offer);
        answerAll();
        assertEquals(List.of(List.of(1), List.of(3, 3), List.of(20), List.of(1, 5), List.of(1)), written);
    }

    @Test
    void noBatchHasMoreEntriesThanItMay() {
        var batches = batches(2, 100);
        List.of(1, 2, 3, 4, 5).forEach(batches::offer);
        answerAll();
        assertEquals(List.of(List.of(1, 2), List.of(3, 4), List.of(5)), written);
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

    private static JournalUnavailable oneWasInTheWay() {
        return JournalUnavailable.perhapsForOneOfMany("somebody holds a row", null);
    }

    private void fail(Throwable failure) {
        unanswered.remove().fail(failure);
        turn();
    }

    @Test
    void whatOneMayBeInTheWayOfIsWrittenInPartsAndWhatComesMeanwhileBesideThem() {
        var batches = batches(10, 1000);
        List.of(1, 2, 3, 4).forEach(batches::offer);
        turn();
        fail(oneWasInTheWay());
        assertEquals(List.of(1, 2), written.getLast());
        batches.offer(5);
        turn();
        assertEquals(List.of(5), written.getLast(), "it waited for the parts");
        var part = unanswered.remove();
        answer();
        assertEquals(List.of(5), heard);
        part.complete(List.of(1, 2));
        turn();
        assertEquals(List.of(3, 4), written.getLast());
        fail(oneWasInTheWay());
        assertEquals(List.of(3), written.getLast());
        fail(oneWasInTheWay());
        assertEquals(List.of(3), refused);
        assertEquals(List.of(4), written.getLast());
        answer();
        assertEquals(List.of(5, 1, 2, 4), heard);
    }

    @Test
    void whatWasInTheWayGoesByItselfAndHoldsUpNobody() {
        var batches = batches(10, 1000);
        batches.offerApart(13);
        List.of(1, 2).forEach(batches::offer);
        turn();
        assertEquals(List.of(List.of(13), List.of(1, 2)), written);
        batches.offerApart(14);
        turn();
        assertEquals(2, written.size(), "two went apart at once");
        fail(oneWasInTheWay());
        assertEquals(List.of(13), refused);
        assertEquals(List.of(14), written.getLast());
    }

    @Test
    void partsOfABatchGoBeforeThoseThatAreKnownToBeInTheWay() {
        var batches = batches(10, 1000);
        List.of(13, 14).forEach(batches::offerApart);
        List.of(1, 2).forEach(batches::offer);
        turn();
        var inTheWay = unanswered.remove();
        fail(oneWasInTheWay());
        inTheWay.fail(oneWasInTheWay());
        turn();
        assertEquals(List.of(1), written.getLast());
        answer();
        assertEquals(List.of(2), written.getLast());
        answer();
        assertEquals(List.of(14), written.getLast());
    }

    @Test
    void aJournalThatIsAwayIsNotAskedOnceMoreForEachEntry() {
        var batches = batches(10, 1000);
        List.of(1, 2, 3).forEach(batches::offer);
        turn();
        fail(new JournalUnavailable("it is away", null));
        assertEquals(List.of(1, 2, 3), refused);
        assertEquals(1, written.size());
    }
}
