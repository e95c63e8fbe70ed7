package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final AdmissionLimits LIMITS = new AdmissionLimits(1000, 20, Duration.ofSeconds(1));

    private final Admission admission = new Admission(LIMITS);

    @Test
    void admitsAFewBeforeItKnowsAnything() {
        for (int number = 0; number < 20; number++) {
            assertTrue(admission.admits(number, BEGIN));
            admission.started(UUID.randomUUID(), BEGIN);
        }
        assertFalse(admission.admits(20, BEGIN));
    }

    @Test
    void refusesPastTheMostInFlightWhateverElse() {
        assertTrue(admission.admits(999, BEGIN));
        assertFalse(admission.admits(1000, BEGIN));
    }

    @Test
    void admitsAsManyAsEndInAPartOfTheTargetTimeAndInThatWhichOneTakesAlone() {
        var underWay = new ArrayDeque<UUID>();
        for (int number = 0; number < 304; number++) {
            var now = BEGIN.plusMillis(number * 3L);
            if (underWay.size() == 4) {
                admission.ended(underWay.remove(), now);
            }
            underWay.add(UUID.randomUUID());
            admission.started(underWay.getLast(), now);
        }
        assertEquals(125, admission.limit(BEGIN.plusMillis(950)));
    }

    @Test
    void whoeverEndsMakesRoom() {
        var first = UUID.randomUUID();
        admission.started(first, BEGIN);
        for (int number = 1; number < 20; number++) {
            admission.started(UUID.randomUUID(), BEGIN);
        }
        assertFalse(admission.admits(20, BEGIN));
        admission.ended(first, BEGIN.plusMillis(10));
        assertTrue(admission.admits(19, BEGIN.plusMillis(10)));
    }

    @Test
    void whoeverLeavesMakesRoomButShowsNoPace() {
        for (int number = 0; number < 100; number++) {
            var saga = UUID.randomUUID();
            admission.started(saga, BEGIN);
            admission.left(saga);
        }
        assertTrue(admission.admits(0, BEGIN));
        assertEquals(20, admission.limit(BEGIN));
    }

    @Test
    void theFirstOfACrowdSayNothingOfWhatOneTakesAloneWhenThatIsKnown() {
        var alone = UUID.randomUUID();
        admission.started(alone, BEGIN);
        admission.ended(alone, BEGIN);
        var crowd = Stream.generate(UUID::randomUUID).limit(100).toList();
        crowd.forEach(saga -> admission.started(saga, BEGIN));
        var later = BEGIN.plusMillis(900);
        crowd.forEach(saga -> admission.ended(saga, later));
        assertEquals(40, admission.limit(later));
    }

    @Test
    void thoseThatWaitForLongAreNoReasonToRefuseOthers() {
        for (int number = 0; number < 20; number++) {
            admission.started(UUID.randomUUID(), BEGIN);
        }
        assertFalse(admission.admits(20, BEGIN.plusSeconds(4)));
        assertTrue(admission.admits(20, BEGIN.plusSeconds(5)));
    }

    @Test
    void aCrowdOfOldOnesThatEndTogetherShowsNoPace() {
        var old = new ArrayDeque<UUID>();
        for (int number = 0; number < 500; number++) {
            var saga = UUID.randomUUID();
            admission.started(saga, BEGIN.plusMillis(number));
            old.add(saga);
        }
        var later = BEGIN.plusSeconds(30);
        assertTrue(admission.admits(500, later));
        old.forEach(saga -> admission.ended(saga, later));
        assertEquals(20, admission.limit(later));
    }

    @Test
    void thoseThatWaitForLongAreNoReasonAlsoWhenTheClockWasSetBackMeanwhile() {
        for (int number = 0; number < 20; number++) {
            admission.started(UUID.randomUUID(), BEGIN);
        }
        var setBack = BEGIN.minus(Duration.ofHours(1));
        assertFalse(admission.admits(20, setBack));
        assertFalse(admission.admits(20, setBack.plusSeconds(4)));
        assertTrue(admission.admits(20, setBack.plusSeconds(5)));
    }

    @Test
    void noSagaTakesLessThanNoTimeWhenTheClockIsSetBackMeanwhile() {
        var first = UUID.randomUUID();
        admission.started(first, BEGIN);
        var setBack = BEGIN.minus(Duration.ofHours(1));
        admission.ended(first, setBack);
        for (int number = 0; number < 20; number++) {
            admission.started(UUID.randomUUID(), setBack);
        }
        assertFalse(admission.admits(20, setBack));
    }

    /** A line of its own: one after the other, {@code perSecond} of them, while three times as many ask. */
    @Test
    void underOverloadTheWaitStaysNearTheTargetWhateverThePace() {
        for (int perSecond : new int[] {10, 100, 500}) {
            var longest = longestWaitAt(perSecond);
            assertTrue(
                    longest.compareTo(Duration.ofMillis(2500)) < 0,
                    "at " + perSecond + " per second one waited for " + longest);
        }
    }

    private static Duration longestWaitAt(int perSecond) {
        var admission = new Admission(LIMITS);
        var line = new ArrayDeque<Started>();
        var longest = Duration.ZERO;
        long between = 1_000_000 / perSecond;
        long ended = 0;
        for (long micros = 0; micros < 60_000_000; micros += between / 3) {
            var now = BEGIN.plusNanos(micros * 1000);
            if (admission.admits(line.size(), now)) {
                var saga = new Started(UUID.randomUUID(), now);
                admission.started(saga.id(), now);
                line.add(saga);
            }
            for (; ended < micros / between; ended++) {
                var took = end(admission, line, now);
                // The first come before it is known how slow it is here.
                longest = micros > 15_000_000 && took.compareTo(longest) > 0 ? took : longest;
            }
        }
        return longest;
    }

    private record Started(UUID id, Instant at) {}

    private static Duration end(Admission admission, Deque<Started> line, Instant now) {
        if (line.isEmpty()) {
            return Duration.ZERO;
        }
        var first = line.remove();
        admission.ended(first.id(), now);
        return Duration.between(first.at(), now);
    }
}
