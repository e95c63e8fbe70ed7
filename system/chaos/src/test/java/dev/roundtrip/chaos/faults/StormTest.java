package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import dev.roundtrip.chaos.faults.Round.Planned;
import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rounds over a world of no processes. */
class StormTest {
    private static final Duration BRIEF = Duration.ofMillis(1);
    private static final Fault KILL = new Fault.Killed(Kind.PARTICIPANT_KILLED, "hotel-service", BRIEF);
    private static final Fault CRASH = new Fault.PostgresKilled(BRIEF);
    private static final Fault AWAY = new Fault.Away(Kind.ORCHESTRATOR_DEAD, "orchestrator-2", BRIEF);
    private static final Recovery.Seen WELL = new Recovery.Seen(Duration.ofSeconds(2), List.of());
    private static final Recovery.Seen LATE = new Recovery.Seen(Recovery.PROMISED.plusSeconds(4), List.of());
    private static final Recovery.Seen NEVER = new Recovery.Seen(Duration.ofSeconds(72), List.of("Waited in vain."));

    private final Timeline timeline = new Timeline();
    private final Fake world = new Fake();

    private static final class Fake implements World {
        private final List<String> asked = new ArrayList<>();
        private Function<Fault, Broken> breaking = fault -> () -> true;
        private Recovery.Seen recovery = WELL;
        private Recovery.Seen withoutIt = WELL;
        private Optional<String> unsettled = Optional.empty();

        @Override
        public Broken begin(Fault fault) {
            return breaking.apply(fault);
        }

        @Override
        public List<String> bringBackWhoEndedByThemselves() {
            return List.of();
        }

        @Override
        public Recovery.Seen recovery(Instant end) {
            asked.add("recovery");
            return recovery;
        }

        @Override
        public Absence without(String label, Instant begin, Duration awayFor) {
            asked.add("without " + label);
            return new Absence(3, withoutIt);
        }

        @Override
        public Optional<String> settle() {
            asked.add("settle");
            return unsettled;
        }
    }

    /** One round. */
    private Storm after(Fault... faults) {
        var planned = Stream.of(faults)
                .map(fault -> new Planned(Duration.ZERO, fault))
                .toList();
        var storm = new Storm(List.of(new Round(1, planned)).iterator(), world, timeline);
        storm.rage(Duration.ofMinutes(1));
        return storm;
    }

    @Test
    void aRoundIsRecoveredFromAndThenSettled() {
        var storm = after(KILL, CRASH);
        assertEquals(List.of(), storm.violations());
        assertEquals(Optional.of(WELL), storm.rounds().getFirst().recovery());
        assertEquals(List.of("recovery", "settle"), world.asked);
    }

    @Test
    void whetherAnybodyFeltItIsKept() {
        world.breaking = fault -> () -> fault == KILL;
        var effects = after(KILL, CRASH).rounds().getFirst().incidents().stream()
                .map(Incident::effect)
                .toList();
        assertEquals(List.of(Effect.HIT, Effect.MISSED), effects);
    }

    @Test
    void whatCanNotBeMendedEndsItAndIsKeptWithWhatCould() {
        world.breaking = fault -> () -> {
            if (fault == CRASH) {
                throw new LocalFailure("It doesn't start.");
            }
            return true;
        };
        var storm = after(KILL, CRASH);
        assertEquals(List.of("round 1, postgresql killed: It doesn't start."), storm.violations());
        var round = storm.rounds().getFirst();
        assertEquals(
                List.of(Effect.HIT, Effect.STAYED),
                round.incidents().stream().map(Incident::effect).toList());
        assertEquals(Optional.empty(), round.recovery());
        assertEquals(List.of(), world.asked);
        assertEquals(List.of(CRASH), timeline.now());
        assertEquals(2, timeline.incidents().size());
    }

    @Test
    void whatCanNotBeBrokenIsAViolationWhateverTheReason() {
        world.breaking = fault -> {
            throw new IllegalStateException("there is no such link");
        };
        assertTrue(after(KILL).violations().getFirst().endsWith("there is no such link"));
    }

    @Test
    void whileOneIsAwayTheOthersAreHeldToThePromise() {
        var storm = after(AWAY);
        assertEquals(List.of("without orchestrator-2", "recovery", "settle"), world.asked);
        assertEquals(List.of(), storm.violations());
        var incident = storm.rounds().getFirst().incidents().getFirst();
        assertEquals(Optional.of(new Absence(3, WELL)), incident.absence());
    }

    @Test
    void whoCanNotDoWithoutItInTimeBreaksThePromiseThoughAllIsWellAfterItsReturn() {
        world.withoutIt = LATE;
        var violation = after(AWAY).violations().getFirst();
        assertTrue(
                violation.startsWith("round 1, while orchestrator-2 was away: recovery took 40.0 s, not at most 36 s."),
                violation);
    }

    @Test
    void whatNeverRecoversEndsIt() {
        world.recovery = NEVER;
        var round = new Round(1, List.of(new Planned(Duration.ZERO, KILL)));
        var storm = new Storm(List.of(round, round).iterator(), world, timeline);
        storm.rage(Duration.ofMinutes(1));
        assertEquals(1, storm.rounds().size());
        assertTrue(storm.violations().getFirst().endsWith("Waited in vain."), storm.violations()::toString);
        assertFalse(storm.rounds().getFirst().recovery().orElseThrow().isOver());
    }

    @Test
    void whatCanNotBeSettledTooOftenIsAViolation() {
        world.unsettled = Optional.of("can't be read");
        assertEquals(List.of("can't be read"), after(KILL).violations());
    }
}
