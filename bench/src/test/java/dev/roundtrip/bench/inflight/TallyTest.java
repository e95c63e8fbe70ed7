package dev.roundtrip.bench.inflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void allIsWellWhenEachWasAdoptedAndHasEnded() {
        var well = new Tally(100, 100, 100, 100, 101, 4000);
        assertEquals(0, well.lost());
        assertTrue(well.complaint().isEmpty());
    }

    @Test
    void whatIsMissingIsComplainedOf() {
        for (var wrong : List.of(
                new Tally(100, 99, 99, 99, 99, 4000),
                new Tally(100, 101, 100, 100, 100, 4000),
                new Tally(100, 100, 99, 100, 100, 4000),
                new Tally(100, 100, 100, 99, 99, 4000))) {
            assertTrue(wrong.complaint().isPresent(), wrong.toString());
        }
        assertEquals(2, new Tally(100, 100, 98, 100, 100, 4000).lost());
    }
}
