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
            var longest = fault instanceof Fault.Away ? Schedule.LONGEST_AWAY : Schedule.LONGEST;
            assertTrue(fault.lasting().compareTo(longest) <= 0, fault::toString);
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
    void whoIsAwayForLongIsSoAloneAndForLongerThanRecoveryMayTake() {
        var rounds = rounds(9, 2_000);
        var away = rounds.stream()
                .filter(round -> faults(List.of(round)).anyMatch(Fault.Away.class::isInstance))
                .toList();
        assertTrue(away.size() > 20);
        for (var round : away) {
            assertEquals(1, round.faults().size(), round::toString);
            var lasting = round.faults().getFirst().fault().lasting();
            assertTrue(lasting.compareTo(Recovery.PROMISED.plusSeconds(3)) > 0, lasting::toString);
        }
        assertEquals(
                Set.copyOf(PARTS.orchestrators()),
                faults(away).flatMap(fault -> fault.breaks().stream()).collect(Collectors.toSet()));
    }

    @Test
    void oneOfFourOrchestratorsThatAreKilledStaysDead() {
        var kinds = faults(rounds(4, 2_000))
                .map(Fault::kind)
                .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
        var killed = kinds.get(Kind.ORCHESTRATOR_KILLED);
        var dead = kinds.get(Kind.ORCHESTRATOR_DEAD);
        assertTrue(Math.abs(killed - 3 * dead) <= 3, () -> killed + " killed, " + dead + " dead for long");
    }

    @Test
    void aShortRunHasNoRoomForThat() {
        assertEquals(Set.of(Kind.ORCHESTRATOR_DEAD, Kind.ORCHESTRATOR_ASLEEP), leftOut(Duration.ofSeconds(119)));
        assertEquals(Set.of(Kind.ORCHESTRATOR_ASLEEP), leftOut(Duration.ofMinutes(2)));
        assertEquals(Set.of(), leftOut(Duration.ofMinutes(8)));
    }

    private static Set<Kind> leftOut(Duration run) {
        var left = EnumSet.copyOf(ALL);
        left.removeAll(Kind.fitting(run));
        return left;
    }

    @Test
    void writesAreStalledForLongerThanAStatementMayTake() {
        var stalled = faults(rounds(9, 1_000))
                .filter(fault -> fault.kind() == Kind.WRITES_STALLED)
                .toList();
        assertTrue(stalled.size() > 20);
        stalled.forEach(one -> assertTrue(one.lasting().compareTo(Duration.ofSeconds(11)) >= 0, one::toString));
    }

    @Test
    void clocksAreSaid() {
        assertTrue(
                new Schedule(1, PARTS, ALL)
                        .clocks()
                        .matches("orchestrator as the machine's, orchestrator-2 \\d+\\.\\d s (ahead|behind)"),
                new Schedule(1, PARTS, ALL)::clocks);
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
