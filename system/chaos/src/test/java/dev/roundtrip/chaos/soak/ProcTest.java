package dev.roundtrip.chaos.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcTest {
    @Test
    void aZombieHasEnded() {
        var zombie = new Proc(Path.of("/proc/7"), List.of("Name:\tpostgres", "State:\tZ (zombie)", "Pid:\t7"));
        assertTrue(zombie.hasEnded());
        assertThrows(IOException.class, () -> zombie.mebibytes("RssAnon"));
    }

    @Test
    void soHasOneThatIsAboutToBeAZombieAndStillRuns() {
        var ending = new Proc(Path.of("/proc/7"), List.of("Name:\tpostgres", "State:\tR (running)", "Pid:\t7"));
        assertTrue(ending.hasEnded());
    }

    @Test
    void whoSleepsHasMemory() throws IOException {
        var asleep = new Proc(
                Path.of("/proc/7"), List.of("Name:\tpostgres", "State:\tS (sleeping)", "RssAnon:\t    2048 kB"));
        assertFalse(asleep.hasEnded());
        assertEquals(2, asleep.mebibytes("RssAnon"));
    }
}
