package dev.roundtrip.examples.orders.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as `make demo-orders` runs it. */
class OrdersDemoIT {
    private static final List<String> UNDONE_IN_ORDER =
            List.of("invoice   cancelled", "stock     put back", "payment   refunded", "order     called off");

    @TempDir
    Path folder;

    @Test
    void itShowsWhatItPromisesFindsNothingWrongAndEndsByItself() throws Exception {
        var output = folder.resolve("out");
        var demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        // PostgreSQL's binaries are unpacked once for all tests.
                        "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
                        "-jar",
                        Path.of("target", "roundtrip-orders.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(demo.waitFor(3, TimeUnit.MINUTES), () -> "it goes on and on:\n" + text(output));
        } finally {
            demo.destroyForcibly();
        }
        var lines = Files.readAllLines(output);
        assertEquals("demo-orders: orders=7 violations=0", lines.getLast(), () -> text(output));
        assertEquals(0, demo.exitValue(), () -> text(output));
        var refused = story(lines, "order o-2: COMPENSATED, delivery ADDRESS_UNKNOWN");
        assertEquals(
                UNDONE_IN_ORDER,
                refused.stream().filter(UNDONE_IN_ORDER::contains).toList());
        assertTrue(story(lines, "order o-4: COMPLETED").contains("carried on by the first desk"), () -> text(output));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(output), left.toList(), "what it leaves behind");
        }
    }

    /** What is told after that headline, without the times, up to the next one. */
    private static List<String> story(List<String> lines, String headline) {
        return lines.stream()
                .dropWhile(line -> !line.strip().equals(headline))
                .skip(1)
                .takeWhile(line -> line.matches("  \\d\\d:\\d\\d:.*"))
                .map(line -> line.substring("  HH:mm:ss.SSS".length()).strip())
                .toList();
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(nothing can be read: " + e.getMessage() + ")";
        }
    }
}
