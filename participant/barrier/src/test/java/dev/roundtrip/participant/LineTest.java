package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineTest {
    private final Line<Call, String> line = new Line<>();

    @Test
    void whoCameFirstIsServedFirstAndNoMoreAtOnceThanMayBe() {
        IntStream.range(0, 5).forEach(i -> join(step(i), 10));
        assertEquals(steps(0, 1, 2), batch(3));
        assertEquals(steps(3, 4), batch(3));
        assertEquals(List.of(), batch(3));
    }

    @Test
    void ofTwoWithTheSameKeyTheSecondWaitsForTheNextBatch() {
        IntStream.of(0, 1, 0, 2, 0).forEach(i -> join(step(i), 10));
        assertEquals(steps(0, 1, 2), batch(9));
        assertEquals(steps(0), batch(9));
        assertEquals(steps(0), batch(9));
        assertEquals(List.of(), batch(9));
    }

    @Test
    void whoWaitedTooLongIsTakenOutWhereverItStands() {
        join(step(0), 20);
        join(step(1), 10);
        join(step(2), 11);
        assertEquals(List.of(), late(9));
        assertEquals(steps(1), late(10));
        assertEquals(steps(0, 2), batch(9));
    }

    @Test
    void theClockMayTurnOver() {
        join(step(0), Long.MIN_VALUE + 1);
        assertEquals(List.of(), late(Long.MAX_VALUE));
        assertEquals(steps(0), late(Long.MIN_VALUE + 1));
    }

    private void join(StepId step, long deadline) {
        line.add(new Waiting<>(new Call(step), new Patience(deadline, () -> null), new Nobody()));
    }

    private List<StepId> batch(int most) {
        return line.takeBatch(most).stream()
                .map(waiting -> waiting.call().step())
                .toList();
    }

    private List<StepId> late(long now) {
        return line.takeLate(now).stream().map(waiting -> waiting.call().step()).toList();
    }

    private static List<StepId> steps(int... numbers) {
        return IntStream.of(numbers).mapToObj(LineTest::step).toList();
    }

    private static StepId step(int number) {
        return new StepId(new UUID(0, number), "step");
    }

    private record Call(StepId step) implements Keyed {}

    private static final class Nobody implements UniEmitter<Told<String>> {
        @Override
        public void complete(Told<String> item) {
            throw new AssertionError("a line tells nobody");
        }

        @Override
        public void fail(Throwable failure) {
            throw new AssertionError("a line tells nobody", failure);
        }

        @Override
        public UniEmitter<Told<String>> onTermination(Runnable callback) {
            return this;
        }
    }
}
