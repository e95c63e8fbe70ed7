package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final UUID ID = new UUID(9, 10);

    @Test
    void growsByItsFactorUpToItsCap() {
        var backoff = new Backoff(SECOND, 3, Duration.ofSeconds(20), 0);
        assertEquals(Duration.ofSeconds(1), backoff.after(1, ID, "flight"));
        assertEquals(Duration.ofSeconds(3), backoff.after(2, ID, "flight"));
        assertEquals(Duration.ofSeconds(9), backoff.after(3, ID, "flight"));
        assertEquals(Duration.ofSeconds(20), backoff.after(4, ID, "flight"));
    }

    @Test
    void staysAtItsCapHoweverOftenItIsTried() {
        var backoff = new Backoff(SECOND, 10, Duration.ofSeconds(20), 0);
        assertEquals(Duration.ofSeconds(20), backoff.after(1_000, ID, "flight"));
        assertEquals(Duration.ofSeconds(20), backoff.after(Integer.MAX_VALUE, ID, "flight"));
    }

    @Test
    void mayStayTheSame() {
        var backoff = new Backoff(SECOND, 1, SECOND, 0);
        assertEquals(SECOND, backoff.after(1, ID, "flight"));
        assertEquals(SECOND, backoff.after(7, ID, "flight"));
    }

    @Test
    void leavesNoMoreToChanceThanItsJitterSaysAndUsesAllOfThat() {
        var backoff = new Backoff(Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0.2);
        var random = new Random(1);
        var shortest = Duration.ofSeconds(10);
        var longest = Duration.ZERO;
        long total = 0;
        int draws = 10_000;
        for (int draw = 0; draw < draws; draw++) {
            var delay = backoff.after(1 + random.nextInt(20), new UUID(random.nextLong(), random.nextLong()), "flight");
            shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
            longest = delay.compareTo(longest) > 0 ? delay : longest;
            total += delay.toMillis();
        }
        assertTrue(shortest.compareTo(Duration.ofSeconds(8)) >= 0, "shortest " + shortest);
        assertTrue(longest.compareTo(Duration.ofSeconds(10)) <= 0, "longest " + longest);
        assertTrue(shortest.compareTo(Duration.ofMillis(8_010)) < 0, "never short: " + shortest);
        assertTrue(longest.compareTo(Duration.ofMillis(9_990)) > 0, "never long: " + longest);
        assertEquals(9_000, total / (double) draws, 50, "evenly spread");
    }

    @Test
    void answersTheSameQuestionTheSameWayAndOthersOtherwise() {
        var backoff = new Backoff(SECOND, 1, SECOND, 1);
        var delay = backoff.after(1, ID, "flight");
        assertEquals(delay, backoff.after(1, ID, "flight"));
        assertNotEquals(delay, backoff.after(2, ID, "flight"));
        assertNotEquals(delay, backoff.after(1, ID, "hotel"));
        assertNotEquals(delay, backoff.after(1, new UUID(9, 11), "flight"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused("initialDelay", () -> new Backoff(Duration.ZERO, 2, SECOND, 0));
        assertRefused("initialDelay", () -> new Backoff(SECOND.negated(), 2, SECOND, 0));
        assertRefused("factor", () -> new Backoff(SECOND, 0.99, SECOND, 0));
        assertRefused("factor", () -> new Backoff(SECOND, Double.NaN, SECOND, 0));
        assertRefused("maxDelay", () -> new Backoff(SECOND, 2, Duration.ofMillis(999), 0));
        assertRefused("jitter", () -> new Backoff(SECOND, 2, SECOND, -0.01));
        assertRefused("jitter", () -> new Backoff(SECOND, 2, SECOND, 1.01));
        assertRefused("jitter", () -> new Backoff(SECOND, 2, SECOND, Double.NaN));
    }

    private static void assertRefused(String named, Supplier<Backoff> made) {
        var refusal = assertThrows(IllegalArgumentException.class, made::get);
        assertTrue(refusal.getMessage().startsWith(named), refusal.getMessage());
    }
}
