package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide shows the flight service's own code, as it is. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```(java|properties)\\n(.*?)```", Pattern.DOTALL);
    private static final int BLOCKS = 5;

    @Test
    void everyBlockStandsInTheFlightService() throws IOException {
        var guide = Files.readString(Path.of("../README.md"));
        var blocks = BLOCK.matcher(guide).results().map(found -> found.group(2)).toList();
        var sources = sources(Path.of("../../flight-service/src/main"));

        assertEquals(BLOCKS, blocks.size(), "blocks of code in the guide");
        for (var block : blocks) {
            assertTrue(
                    sources.stream().anyMatch(source -> source.contains(onOneLine(block))),
                    () -> "the guide shows what the flight service doesn't have:\n" + block);
        }
    }

    private static List<String> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(GuideTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return onOneLine(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same whatever it is indented by. */
    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
