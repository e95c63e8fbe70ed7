package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverloadCommandTest {
    @TempDir
    Path folder;

    private final Outcomes run = new Outcomes();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int conclude() {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return OverloadCommand.conclude(new Report(run.outcome(), Map.of("what", "a test")), folder, out);
    }

    private String lastLine() {
        return said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    }

    @Test
    void endsWithOneLineOfFiguresAndZeroWhenAllWasHeld() throws IOException {
        assertEquals(0, conclude());
        assertEquals(run.outcome().line(), lastLine());
        assertTrue(Files.readString(folder.resolve("overload.md")).contains(lastLine()));
        var seconds = Files.readAllLines(folder.resolve("overload/seconds.csv"));
        assertEquals("phase,second,sent,booked,refused,unclear", seconds.getFirst());
        assertEquals("\"before\",0,100,100,100,100", seconds.get(1));
        assertEquals(
                1
                        + Outcomes.PLAN.overload().toSeconds()
                        + 2 * Outcomes.PLAN.afterwards().toSeconds(),
                seconds.size());
    }

    @Test
    void saysWhatWasNotHeldAndEndsWithOne() {
        run.bookedPerSlice = 10;
        assertEquals(1, conclude());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("NOT HELD: Overloaded it did 0.40"), said::toString);
        assertEquals(run.outcome().line(), lastLine());
    }
}
