package dev.roundtrip.bench.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.Cost;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.load.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Cost NOTHING = new Cost(0, 0, Map.of());
    private static final Look LOOK = new Look(Duration.ofMillis(100), Duration.ofMillis(200));
    private static final Look UNTIL_IT_FAILS = new Look(Duration.ofSeconds(10), Duration.ZERO);
    private static final long MILLI = 1_000_000;

    @Test
    void callersBookTheNextWhenTheLastHasEnded() {
        try (var booth = new FakeBooth(5, Booth.Hearer::ended)) {
            var window = LOOK.at(new Callers("test", booth, Way.FORWARD, 3), () -> NOTHING);
            var reading = window.reading();
            assertTrue(reading.trips() > 0, "nothing was booked");
            var most = 3 * (window.took().toMillis() / 5 + 1);
            assertTrue(reading.trips() <= most, reading.trips() + " are too many for three callers");
            assertTrue(reading.latencies().getMinValue() >= 4 * MILLI, "it took no time");
        }
    }

    @Test
    void callersGoWhenTheyHaveBookedEnough() {
        var refusals = new AtomicInteger();
        try (var booth = new CountedBooth(new FakeBooth(0, hearer -> {
            if (refusals.incrementAndGet() == 2) {
                hearer.refused(Duration.ofMillis(10));
            } else {
                hearer.ended();
            }
        }))) {
            new Callers("test", booth, Way.FORWARD, 3, 10)
                    .begin()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertEquals(10, booth.ended());
        }
    }

    @Test
    void arrivalsGoByTheClock() {
        try (var booth = new FakeBooth(50, Booth.Hearer::ended)) {
            var begin = System.nanoTime();
            var reading = LOOK.at(new Arrivals("test", booth, Way.FORWARD, 200), () -> NOTHING)
                    .reading();
            var most = 1 + 200 * (System.nanoTime() - begin) / (1000 * MILLI);
            assertTrue(reading.trips() > 0, "nothing was booked");
            assertTrue(reading.trips() <= most, reading.trips() + " are more than had come by then");
        }
    }

    /** The mistake that is called coordinated omission: those that could not even ask would be left out. */
    @Test
    void whoHadToWaitToAskHasWaited() {
        var goOn = new CountDownLatch(1);
        try (var booth = new FakeBooth(0, Booth.Hearer::ended)) {
            var arrivals = new Arrivals("test", booth, Way.FORWARD, 100);
            var done = arrivals.begin();
            booth.standStill(() -> await(goOn));
            pause(300);
            goOn.countDown();
            pause(50);
            arrivals.end();
            done.orTimeout(10, TimeUnit.SECONDS).join();
            var latencies = arrivals.read().latencies();
            var waited = latencies.getTotalCount() - latencies.getCountBetweenValues(0, 100 * MILLI);
            assertTrue(waited >= 10, "of those who came in 300 ms only " + waited + " have waited for 100");
        }
    }

    @Test
    void whoIsRefusedComesBackWhenTold() {
        var times = new AtomicInteger();
        try (var booth = new FakeBooth(0, hearer -> {
            if (times.incrementAndGet() == 1) {
                hearer.refused(Duration.ofMillis(150));
            } else {
                hearer.ended();
            }
        })) {
            var callers = new Callers("test", booth, Way.FORWARD, 1, 1);
            callers.begin().orTimeout(10, TimeUnit.SECONDS).join();
            var reading = callers.read();
            assertEquals(1, reading.trips());
            assertEquals(1, reading.refused());
            assertTrue(reading.latencies().getMaxValue() >= 150 * MILLI, "it came back too soon");
        }
    }

    @Test
    void nobodyIsWaitedForWhoWasToldToComeBackLater() {
        try (var booth = new FakeBooth(1, hearer -> hearer.refused(Duration.ofHours(1)))) {
            for (var work : List.<Work<TripReading>>of(
                    new Callers("test", booth, Way.FORWARD, 2), new Arrivals("test", booth, Way.FORWARD, 100))) {
                assertEquals(0, LOOK.at(work, () -> NOTHING).reading().trips());
            }
        }
    }

    @Test
    void oneThatDoesNotEndAsItHasToEndsTheRun() {
        try (var booth = new FakeBooth(1, hearer -> hearer.failed(new BenchFailure("not as it has to")))) {
            for (var work : new Work<?>[] {
                new Callers("test", booth, Way.FAILING, 2), new Arrivals("test", booth, Way.FAILING, 100)
            }) {
                var failure = assertThrows(BenchFailure.class, () -> UNTIL_IT_FAILS.at(work, () -> NOTHING));
                assertEquals("not as it has to", failure.getCause().getMessage());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS), "nobody said to go on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time is what is measured here. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
