package dev.roundtrip.chaos.fuzz.after;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogbookTest {
    private static final String FINE = "2030-01-01 10:00:00.000 INFO  [d.r.Some] all is well\n";
    private static final String ERROR = "2030-01-01 10:00:01.000 ERROR [d.r.Some] it is broken";
    private static final String HELD_UP =
            "2030-01-01 10:00:02.000 WARN  [i.v.c.i.BlockedThreadChecker] Thread has been blocked";
    private static final String SURPRISE = "2030-01-01 10:00:03.000 WARN  [d.r.Some] well";

    @TempDir
    Path folder;

    private Path log;
    private Logbook logbook;

    @BeforeEach
    void whatIsThereBeforeIsNoneOfIt() throws IOException {
        log = Files.writeString(folder.resolve("log"), ERROR + "\n");
        logbook = Logbook.of(log);
        append(FINE);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    @Test
    void nothingIsNoAlarm() {
        assertEquals(List.of(), logbook.alarms());
    }

    @Test
    void errorsAndTracesAreEachShownOnce() throws IOException {
        append(ERROR + "\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n" + SURPRISE + "\n\tat a.B.c(B.java:1)\n" + FINE);
        assertEquals(List.of(ERROR, SURPRISE), logbook.alarms());
    }

    @Test
    void aThreadThatIsHeldUpIsAnAlarm() throws IOException {
        append(HELD_UP + "\n" + FINE);
        assertEquals(List.of(HELD_UP), logbook.alarms());
    }
}
