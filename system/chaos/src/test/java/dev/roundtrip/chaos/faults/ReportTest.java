package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.faults.Round.Planned;
import dev.roundtrip.chaos.faults.Storm.Weathered;
import dev.roundtrip.local.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Instant BEGIN = Instant.parse("2030-05-17T12:00:00Z");
    private static final ChaosSettings SETTINGS = new ChaosSettings(7, Duration.ofMinutes(2), 2, 20, false);
    private static final Fault KILL = new Fault.Killed(Kind.PARTICIPANT_KILLED, "hotel-service", Duration.ofSeconds(3));
    private static final Fault CRASH = new Fault.PostgresKilled(Duration.ofSeconds(4));

    private static final Fault LOCK = new Fault.TablesLocked(ServiceName.CAR, Duration.ofSeconds(6));
    private static final Fault AWAY = new Fault.Away(Kind.ORCHESTRATOR_DEAD, "orchestrator-2", Duration.ofSeconds(42));

    private static Weathered round(int number, double seconds, Fault... faults) {
        var incidents = Stream.of(faults)
                .map(fault -> incident(number, fault, Effect.HIT))
                .toList();
        return round(number, Optional.of(seen(seconds)), incidents);
    }

    private static Weathered round(int number, Optional<Recovery.Seen> recovery, List<Incident> incidents) {
        var planned = incidents.stream()
                .map(incident -> new Planned(Duration.ZERO, incident.fault()))
                .toList();
        return new Weathered(new Round(number, planned), incidents, recovery);
    }

    private static Incident incident(int round, Fault fault, Effect effect) {
        return new Incident(round, fault, BEGIN, BEGIN.plus(fault.lasting()), effect, Optional.empty());
    }

    private static Recovery.Seen seen(double seconds) {
        return new Recovery.Seen(Duration.ofMillis((long) (seconds * 1000)), List.of());
    }

    private static Outcome outcome(Weathered... rounds) {
        return new Outcome(SETTINGS, "orchestrator as the machine's", 1234, List.of(rounds), List.of("x"));
    }

    private static final Outcome OUTCOME = outcome(round(1, 2.5, KILL), round(2, 4, KILL), round(3, 9.25, KILL, CRASH));

    @Test
    void theLastLineSaysItAll() {
        assertEquals("chaos: seed=7 trips=1234 faults=4 violations=1 worst_recovery_s=9.3", OUTCOME.line());
    }

    @Test
    void theTableHasTheWorstOfEachKindAloneAndMixed() {
        assertEquals(
                List.of(
                        "| participant killed | 3 | 4.0 s | 9.3 s |",
                        "| PostgreSQL killed | 1 | – | 9.3 s |",
                        "| all | 4 | 4.0 s | 9.3 s |"),
                new Report(OUTCOME).table());
    }

    @Test
    void whatHitNothingOrWasNotMendedIsNamedAndNotCounted() {
        var outcome = outcome(
                round(1, 2, KILL),
                round(2, Optional.of(seen(3)), List.of(incident(2, LOCK, Effect.MISSED))),
                round(3, Optional.empty(), List.of(incident(3, KILL, Effect.HIT), incident(3, CRASH, Effect.STAYED))));
        assertEquals(
                List.of(
                        "| participant killed | 2 | 2.0 s | – |",
                        "| all | 2 | 3.0 s | – |",
                        "| hit nothing | 1 | – | – |",
                        "| not mended | 1 | – | – |"),
                new Report(outcome).table());
        assertEquals("chaos: seed=7 trips=1234 faults=2 violations=1 worst_recovery_s=3.0", outcome.line());
    }

    @Test
    void whatOthersDoWhileOneIsAwayCountsFromThenOn() {
        var absence = new Absence(12, seen(8.5));
        var away = new Incident(1, AWAY, BEGIN, BEGIN.plusSeconds(45), Effect.HIT, Optional.of(absence));
        var outcome = outcome(round(1, Optional.of(seen(0.5)), List.of(away)));
        assertEquals(
                List.of(
                        "| orchestrator killed, and dead for longer than recovery may take | 1 | 0.5 s | – |",
                        "| one orchestrator away: by the others, from then on, with 12 trips to take over | 1 | 8.5 s | – |",
                        "| all | 1 | 0.5 s | – |"),
                new Report(outcome).table());
        assertEquals(Duration.ofMillis(8_500), outcome.worstRecovery());
    }

    @Test
    void programsGetEveryFaultAndEveryRound(@TempDir Path folder) throws IOException {
        var absence = new Absence(12, seen(8.5));
        var away = new Incident(4, AWAY, BEGIN, BEGIN.plusSeconds(45), Effect.HIT, Optional.of(absence));
        var outcome = outcome(
                round(3, 9.25, KILL, CRASH),
                round(4, Optional.of(seen(1)), List.of(away)),
                round(5, Optional.empty(), List.of(incident(5, CRASH, Effect.STAYED))));
        new Report(outcome).writeTo(folder);
        var page = Files.readString(folder.resolve("chaos.md"));
        assertTrue(page.contains("SEED=7"), page);
        assertTrue(page.contains("Clocks: orchestrator as the machine's."), page);
        assertEquals(
                List.of(
                        "round,kind,what,begun_s,lasted_s,effect,recovery_meanwhile_s",
                        "3,PARTICIPANT_KILLED,\"hotel-service killed\",0.0,3.0,hit,",
                        "3,POSTGRESQL_KILLED,\"postgresql killed\",0.0,4.0,hit,",
                        "4,ORCHESTRATOR_DEAD,\"orchestrator-2 killed, and away for long\",0.0,45.0,hit,8.5",
                        "5,POSTGRESQL_KILLED,\"postgresql killed\",0.0,4.0,not mended,"),
                Files.readAllLines(folder.resolve("chaos/faults.csv")));
        assertEquals(
                List.of("round,faults,recovery_s,as_promised", "3,2,9.3,true", "4,1,1.0,true", "5,1,,false"),
                Files.readAllLines(folder.resolve("chaos/rounds.csv")));
    }

    @Test
    void aRecoveryThatTakesLongerThanPromisedIsNotAsPromised() {
        assertTrue(new Recovery.Seen(Recovery.PROMISED, List.of()).isAsPromised());
        assertFalse(new Recovery.Seen(Recovery.PROMISED.plusMillis(1), List.of()).isAsPromised());
        assertFalse(new Recovery.Seen(Duration.ZERO, List.of("a trip")).isAsPromised());
    }
}
