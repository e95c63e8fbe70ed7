package dev.roundtrip.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.BenchFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final Look LOOK = new Look(Duration.ofMillis(1), Duration.ofMillis(100));
    private static final Cost NOTHING = new Cost(0, 0, Map.of());
    private static final FlightOnSale FLIGHT =
            new FlightOnSale("RT1", LocalDate.of(2030, 5, 17), "LIS", "OPO", BigDecimal.TEN);

    @Test
    void whatWasReservedAfterTheEndIsLeftStanding() {
        var load = new PairLoad(List.of(FLIGHT));
        var window = LOOK.at(new PairWork(contender(LookTest::pairs), 1, load), () -> onceAtWork(load));
        assertTrue(window.reading().pairs() > 0, "no pair was seen");
        assertTrue(window.took().compareTo(LOOK.window()) >= 0);
        assertEquals(1, load.left().active().size());
        assertTrue(load.left().cancelled() >= window.reading().pairs());
    }

    /** The window begins when this is known: there is nothing to be seen of a worker that is yet to begin. */
    private static Cost onceAtWork(PairLoad load) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (load.left().cancelled() == 0) {
            assertTrue(System.nanoTime() < end, "no pair was done within 30 s");
            Thread.onSpinWait();
        }
        return NOTHING;
    }

    private static void pairs(PairLoad load) {
        while (load.reserved(load.newSagaId(), 1000)) {
            load.cancelled(1000);
        }
    }

    @Test
    void aWorkerThatFailsEndsIt() {
        var failure = assertThrows(
                BenchFailure.class,
                () -> run(load -> {
                    throw new IllegalStateException("out of order");
                }));
        assertTrue(failure.getMessage().contains("out of order"), failure.getMessage());
    }

    @Test
    void aWorkerThatStopsTooSoonIsAFailure() {
        var failure = assertThrows(BenchFailure.class, () -> run(load -> {}));
        assertTrue(failure.getMessage().contains("stopped by itself"), failure.getMessage());
    }

    private static void run(Consumer<PairLoad> worker) {
        var untilTheWorkerIsDone = new Look(Duration.ofSeconds(30), Duration.ZERO);
        untilTheWorkerIsDone.at(new PairWork(contender(worker), 1, new PairLoad(List.of(FLIGHT))), () -> NOTHING);
    }

    private static Contender contender(Consumer<PairLoad> worker) {
        return new Contender() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public CompletableFuture<Void> work(int workers, PairLoad load) {
                return CompletableFuture.runAsync(() -> worker.accept(load));
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
