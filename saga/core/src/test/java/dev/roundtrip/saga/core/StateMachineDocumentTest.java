package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateMachineDocumentTest {
    @Test
    void isWhatTheTransitionsSay() throws IOException {
        var document = root().resolve("docs").resolve("state-machine.md");
        if ("write".equals(System.getProperty("roundtrip.docs"))) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, StateMachineDocument.text());
        }
        var renew = document + " is stale; write it anew with: " + StateMachineDocument.RENEWAL;
        assertTrue(Files.exists(document), renew);
        assertEquals(StateMachineDocument.text(), Files.readString(document), renew);
    }

    @Test
    void showsEveryStatusAndEveryEvent() {
        var text = StateMachineDocument.text();
        for (var status : SagaStatus.values()) {
            assertTrue(text.contains(status.name()), status.name());
        }
        for (var status : StepStatus.values()) {
            assertTrue(text.contains(status.name()), status.name());
        }
        for (var kind : SagaEvent.Kind.values()) {
            assertTrue(text.contains(kind.name()), kind.name());
        }
    }

    /** Upwards from the module, which Maven names and an IDE usually starts in. */
    private static Path root() {
        var start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("saga").resolve("core").resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + start + " holds saga/core/pom.xml");
    }
}
