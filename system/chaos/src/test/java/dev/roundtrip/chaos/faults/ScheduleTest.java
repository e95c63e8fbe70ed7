package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.faults.Round.Planned;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Parts PARTS = Parts.of(2);
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    private static List<Round> rounds(long seed, int count) {
        var schedule = new Schedule(seed, PARTS, ALL);
        return Stream.generate(schedule::next).limit(count).toList();
    }

    private static Stream<Fault> faults(List<Round> rounds) {
        return rounds.stream().flatMap(round -> round.faults().stream()).map(Planned::fault);
    }

    @Test
    void theSameSeedIsTheSameSchedule() {
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(rounds(seed, 100), rounds(seed, 100));
            assertEquals(new Schedule(seed, PARTS, ALL).skews(), new Schedule(seed, PARTS, ALL).skews());
        }
        assertEquals(
                50,
                LongStream.range(0, 50)
                        .mapToObj(seed -> rounds(seed, 5))
                        .distinct()
                        .count());
    }

    @Test
    void theOrderInWhichASetHasTheKindsChangesNothing() {
        var backwards =
                ALL.stream().sorted(Comparator.reverseOrder()).collect(Collectors.toCollection(LinkedHashSet::new));
        assertEquals(new Schedule(7, PARTS, ALL).next(), new Schedule(7, PARTS, backwards).next());
    }

    @Test
    void everyKindComesBeforeAnyComesAThirdTime() {
        for (long seed = 0; seed < 200; seed++) {
            var kinds = faults(rounds(seed, 2 * ALL.size())).map(Fault::kind).limit(2L * ALL.size());
            assertEquals(ALL, kinds.collect(Collectors.toSet()), "seed " + seed);
        }
    }

    @Test
    void faultsComeAloneAndMixed() {
        var sizes = rounds(1, 200).stream()
                .collect(Collectors.groupingBy(round -> round.faults().size(), Collectors.counting()));
        assertEquals(Set.of(1, 2, 3), sizes.keySet());
        assertTrue(sizes.get(1) > 60, () -> "alone and mixed: " + sizes);
    }

    @Test
    void someOfARoundOverlapAndSomeFollowEachOther() {
        var mixed = rounds(1, 300).stream().filter(Round::isMixed).toList();
        assertTrue(mixed.stream().anyMatch(ScheduleTest::overlaps));
        assertTrue(mixed.stream().anyMatch(round -> !overlaps(round)));
    }

    private static boolean overlaps(Round round) {
        var first = round.faults().get(0);
        return round.faults()
                        .get(1)
                        .at()
                        .compareTo(first.at().plus(first.fault().lasting()))
                < 0;
    }

    @Test
    void noRoundBreaksOneThingTwice() {
        for (var round : rounds(3, 2_000)) {
            var broken = new HashSet<String>();
            for (var planned : round.faults()) {
                for (var thing : planned.fault().breaks()) {
                    assertTrue(broken.add(thing), () -> thing + " is broken twice in " + round);
                }
            }
        }
    }

    @Test
    void everyPartAndEveryArrowGetsItsTurn() {
        var broken = faults(rounds(5, 3_000))
                .flatMap(fault -> fault.breaks().stream())
                .collect(Collectors.toSet());
        assertTrue(broken.containsAll(PARTS.orchestrators()));
        assertTrue(broken.containsAll(PARTS.participants()));
        PARTS.arrows().forEach(arrow -> assertTrue(broken.contains(arrow.toString()), arrow::toString));
        assertTrue(broken.contains(Parts.POSTGRESQL));
    }

    @Test
    void nothingLastsLongerThanItMay() {
        faults(rounds(9, 2_000)).forEach(fault -> {
            assertTrue(fault.lasting().compareTo(Schedule.LONGEST) <= 0, fault::toString);
            assertTrue(!fault.lasting().isNegative(), fault::toString);
        });
    }

    @Test
    void anOrchestratorSleepsLongerThanItsLease() {
        var naps = faults(rounds(9, 1_000))
                .filter(fault -> fault.kind() == Kind.ORCHESTRATOR_PAUSED)
                .toList();
        assertTrue(naps.size() > 20);
        naps.forEach(nap -> assertTrue(nap.lasting().compareTo(Duration.ofSeconds(5)) > 0, nap::toString));
    }

    @Test
    void clocksDifferByNoMoreThanSeconds() {
        var skews = new Schedule(11, Parts.of(5), ALL).skews();
        assertEquals(5, skews.size());
        assertEquals(Duration.ZERO, skews.getFirst());
        assertNotEquals(Set.of(Duration.ZERO), Set.copyOf(skews));
        skews.forEach(skew -> assertTrue(skew.abs().compareTo(Schedule.MOST_SKEW) <= 0, skew::toString));
    }

    @Test
    void onlyTheKindsThatAreAskedForAreDealt() {
        var schedule = new Schedule(1, PARTS, EnumSet.of(Kind.POSTGRESQL_KILLED));
        for (int i = 0; i < 50; i++) {
            var round = schedule.next();
            assertEquals(1, round.faults().size(), "what can be broken once only is broken once");
            assertEquals(
                    Kind.POSTGRESQL_KILLED, round.faults().getFirst().fault().kind());
        }
    }
}
