package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private static final String ONE = "019abcde-0000-7000-8000-000000000001";
    private static final String OTHER = "019abcde-0000-7000-9000-000000000002";

    @Test
    void tripsAreFoundWhereverTheyAreNamed() {
        assertEquals(
                Set.of(ONE, OTHER),
                Histories.tripsIn(List.of(
                        "flight of trip " + ONE + " has an active reservation",
                        "trips [" + OTHER + "," + ONE + "]",
                        "request 3f2c9f6e-1111-4222-8333-944444444444 is no trip")));
    }

    @Test
    void whatWasBrokenMeanwhileIsWhatOverlaps() {
        var timeline = new Timeline();
        var at = Instant.parse("2030-05-17T12:00:00Z");
        var fault = new Fault.PostgresKilled(Duration.ofSeconds(4));
        var incident = new Incident(1, fault, at, at.plusSeconds(4), Effect.HIT, Optional.empty());
        timeline.begins(fault);
        assertEquals(List.of(fault), timeline.now());
        timeline.ended(incident);
        assertEquals(List.of(), timeline.now());
        assertEquals(List.of(incident), timeline.overlapping(at.minusSeconds(5), at));
        assertEquals(List.of(incident), timeline.overlapping(at.plusSeconds(4), at.plusSeconds(9)));
        assertEquals(List.of(), timeline.overlapping(at.plusSeconds(5), at.plusSeconds(9)));
    }

    @Test
    void whatCouldNotBeMendedIsStillThere() {
        var timeline = new Timeline();
        var at = Instant.parse("2030-05-17T12:00:00Z");
        var fault = new Fault.PostgresKilled(Duration.ofSeconds(4));
        var incident = new Incident(1, fault, at, at.plusSeconds(4), Effect.STAYED, Optional.empty());
        timeline.begins(fault);
        timeline.ended(incident);
        assertEquals(List.of(fault), timeline.now());
        assertEquals(List.of(incident), timeline.overlapping(at.plusSeconds(5), at.plusSeconds(9)));
        assertTrue(incident.line().endsWith("postgresql killed: NOT MENDED"), incident::line);
    }

    @Test
    void whatIsRemarkedIsTakenOnceAndKept() {
        var timeline = new Timeline();
        timeline.remark("one");
        assertTrue(timeline.takeRemarks().getFirst().endsWith("  one"));
        timeline.remark("two");
        assertEquals(1, timeline.takeRemarks().size());
        assertEquals(List.of(), timeline.takeRemarks());
        assertEquals(2, timeline.remarks().size());
    }
}
