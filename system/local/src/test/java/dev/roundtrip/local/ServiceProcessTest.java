package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a program that does nothing for longer than these tests take. */
@Timeout(60)
class ServiceProcessTest {
    @TempDir
    private Path folder;

    @Test
    void stopsOneThatRuns() {
        var service = started(Signals.BY_COMMAND);
        service.stop();
        assertFalse(service.isAlive());
    }

    @Test
    void stopsOneThatIsPaused() {
        var service = started(Signals.BY_COMMAND);
        service.pause();
        service.stop();
        assertFalse(service.isAlive());
    }

    /** As at Ctrl-C, of which a terminal tells the services as well. */
    @Test
    void stopsOneThatEndsByItselfMeanwhile() {
        var service = started((signal, process) -> {
            process.destroyForcibly();
            awaitEnd(process);
            return Signals.BY_COMMAND.send(signal, process);
        });
        service.stop();
        assertFalse(service.isAlive());
    }

    private static void awaitEnd(Process process) {
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it was killed, and is still there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private ServiceProcess started(Signals signals) {
        var service = new ServiceProcess(
                ServiceName.FLIGHT,
                "flight-service",
                () -> new ServiceProcess.Start(List.of("sleep", "300"), Map.of()),
                0,
                folder.resolve("log"),
                signals);
        service.start();
        return service;
    }
}
