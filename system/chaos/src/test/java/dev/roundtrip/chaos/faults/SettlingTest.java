package dev.roundtrip.chaos.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private final List<String> remarks = new ArrayList<>();
    private boolean away;
    private final Settling settling = new Settling(
            () -> {
                if (away) {
                    throw new IllegalStateException("the database is away");
                }
            },
            remarks::add);

    @Test
    void aDatabaseMayBeAwayNowAndThen() {
        for (var isAway : List.of(true, true, false, true, true, false)) {
            away = isAway;
            assertEquals(Optional.empty(), settling.run());
        }
        assertEquals(4, remarks.size());
        assertTrue(remarks.getFirst().endsWith("the database is away"), remarks::toString);
    }

    @Test
    void butNotEachTimeWhichIsSaidOnce() {
        away = true;
        settling.run();
        settling.run();
        assertTrue(settling.run().orElseThrow().contains("for the 3. time"));
        assertEquals(Optional.empty(), settling.run());
    }
}
