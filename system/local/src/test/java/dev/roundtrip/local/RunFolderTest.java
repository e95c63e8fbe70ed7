package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void oneLauncherAtATimeHasIt() {
        try (var mine = RunFolder.take(folder)) {
            var refused = assertThrows(LocalFailure.class, () -> RunFolder.take(folder));
            assertTrue(refused.getMessage().contains("Another run"), refused.getMessage());
            assertTrue(mine.data().startsWith(folder));
        }
        RunFolder.take(folder).close();
    }

    @Test
    void whatAKilledLauncherLeftRunningIsStoppedByTheNext() throws IOException {
        var orphan = new ProcessBuilder("sleep", "600").start();
        try {
            try (var killed = RunFolder.take(folder)) {
                killed.note(orphan.toHandle());
                Files.copy(folder.resolve("processes"), folder.resolve("as it was"));
            }
            Files.move(folder.resolve("as it was"), folder.resolve("processes"));
            RunFolder.take(folder).close();
            assertFalse(orphan.isAlive());
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsLeftAlone() throws IOException {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(folder.resolve("processes"), stranger.pid() + " 1\n");
            RunFolder.take(folder).close();
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void clearingItForgetsDataAndLogs() throws IOException {
        try (var mine = RunFolder.take(folder)) {
            Files.createDirectories(mine.data().resolve("base"));
            Files.writeString(mine.log("orchestrator"), "ready\n");
            mine.clear();
            assertFalse(Files.exists(mine.data()));
            assertFalse(Files.exists(mine.log("orchestrator")));
        }
    }
}
