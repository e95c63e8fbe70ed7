package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL alone: the whole of it has tests of its own. */
class LocalSystemTest {
    @TempDir
    private Path folder;

    @Test
    void aFreshOneLeavesItsLogsAlone() {
        var system = LocalSystem.in(folder, Ports.random(), true);
        system.startPostgres();
        system.close();
        assertFalse(Files.exists(folder.resolve("postgres")), "its data are still there");
        assertTrue(Files.exists(system.log("postgresql")), "its log is gone");
    }

    @Test
    void anyOtherKeepsItsData() {
        var system = LocalSystem.in(folder, Ports.random(), false);
        system.startPostgres();
        system.close();
        assertTrue(Files.exists(folder.resolve("postgres").resolve("base")), "its data are gone");
    }
}
