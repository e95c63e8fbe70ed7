package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.faults.Round.Planned;
import dev.roundtrip.chaos.faults.Storm.Weathered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Instant BEGIN = Instant.parse("2030-05-17T12:00:00Z");
    private static final ChaosSettings SETTINGS = new ChaosSettings(7, Duration.ofMinutes(2), 2, 20, false);
    private static final Fault KILL = new Fault.Killed(Kind.PARTICIPANT_KILLED, "hotel-service", Duration.ofSeconds(3));
    private static final Fault CRASH = new Fault.PostgresKilled(Duration.ofSeconds(4));

    private static Weathered round(int number, double seconds, Fault... faults) {
        var planned = Stream.of(faults)
                .map(fault -> new Planned(Duration.ZERO, fault))
                .toList();
        var incidents = Stream.of(faults)
                .map(fault -> new Incident(number, fault, BEGIN, BEGIN.plus(fault.lasting())))
                .toList();
        var took = Duration.ofMillis((long) (seconds * 1000));
        return new Weathered(new Round(number, planned), incidents, new Recovery.Seen(took, List.of()));
    }

    private static final Outcome OUTCOME = new Outcome(
            SETTINGS, 1234, List.of(round(1, 2.5, KILL), round(2, 4, KILL), round(3, 9.25, KILL, CRASH)), List.of("x"));

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
    void programsGetEveryFaultAndEveryRound(@TempDir Path folder) throws IOException {
        new Report(OUTCOME).writeTo(folder);
        assertTrue(Files.readString(folder.resolve("chaos.md")).contains("SEED=7"));
        assertEquals(
                "3,POSTGRESQL_KILLED,\"postgresql killed\",0.0,4.0",
                Files.readAllLines(folder.resolve("chaos/faults.csv")).getLast());
        assertEquals(
                "3,2,9.3,true",
                Files.readAllLines(folder.resolve("chaos/rounds.csv")).getLast());
    }

    @Test
    void aRecoveryThatTakesLongerThanPromisedIsNotAsPromised() {
        assertTrue(new Recovery.Seen(Recovery.PROMISED, List.of()).isAsPromised());
        assertFalse(new Recovery.Seen(Recovery.PROMISED.plusMillis(1), List.of()).isAsPromised());
        assertFalse(new Recovery.Seen(Duration.ZERO, List.of("a trip")).isAsPromised());
    }
}
