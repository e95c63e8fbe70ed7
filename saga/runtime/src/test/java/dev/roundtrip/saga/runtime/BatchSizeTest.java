package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    @Test
    void isWhatIsWantedAtFirst() {
        assertEquals(500, BatchSize.of(500).now());
    }

    @Test
    void isHalvedByEachFailureDownToAFew() {
        assertEquals(List.of(500, 250, 125, 62, 31, 15, 10, 10), sizes(BatchSize.of(500)));
    }

    @Test
    void isNeverMoreThanWanted() {
        assertEquals(3, BatchSize.of(3).failed().now());
        assertEquals(3, worked(BatchSize.of(3).failed(), 20).now());
        assertEquals(1, BatchSize.of(1).failed().now());
    }

    @Test
    void isDoubledWhenTenHaveWorked() {
        var size = BatchSize.of(100).failed().failed().failed();
        assertEquals(12, worked(size, 9).now());
        assertEquals(24, worked(size, 10).now());
        assertEquals(48, worked(size, 20).now());
        assertEquals(100, worked(size, 1000).now());
    }

    @Test
    void aFailureAmongThemBeginsTheCountAnew() {
        var size = worked(BatchSize.of(100).failed(), 9).failed();
        assertEquals(25, worked(size, 9).now());
    }

    @Test
    void aTryBetweenMakesAFailureTheFirstAgain() {
        var often = failed(BatchSize.of(500), 7);
        assertFalse(often.isHopeless());
        assertTrue(often.failed().isHopeless());
        assertFalse(often.worked().failed().isHopeless());
    }

    @Test
    void afreshItTriesAsOftenWithAsFew() {
        var afresh = failed(BatchSize.of(500), 8).afresh();
        assertEquals(10, afresh.now());
        assertFalse(afresh.isHopeless());
    }

    @Test
    void waitsLongerAfterEachFailureButNeverForLong() {
        assertEquals(Duration.ofSeconds(1), failed(BatchSize.of(500), 1).pause());
        assertEquals(Duration.ofSeconds(2), failed(BatchSize.of(500), 2).pause());
        assertEquals(Duration.ofSeconds(16), failed(BatchSize.of(500), 5).pause());
        assertEquals(Duration.ofSeconds(30), failed(BatchSize.of(500), 6).pause());
        assertEquals(Duration.ofSeconds(30), failed(BatchSize.of(500), 1000).pause());
    }

    private static List<Integer> sizes(BatchSize first) {
        return Stream.iterate(first, BatchSize::failed)
                .limit(8)
                .map(BatchSize::now)
                .toList();
    }

    private static BatchSize worked(BatchSize size, int times) {
        return Stream.iterate(size, BatchSize::worked).skip(times).findFirst().orElseThrow();
    }

    private static BatchSize failed(BatchSize size, int times) {
        return Stream.iterate(size, BatchSize::failed).skip(times).findFirst().orElseThrow();
    }
}
