package tickets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The engine's guide, saga/README.md, as its reader copies from it. */
final class Guide {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FILE =
            Pattern.compile("^`([\\w/.]+)`:\n\n```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern SETTING =
            Pattern.compile("^\\| `([\\w.]+)` \\| (\\d+)( \\w+)? \\|", Pattern.MULTILINE);

    private final String text;

    private Guide(String text) {
        this.text = text;
    }

    static Guide read() {
        return new Guide(contentOf(Path.of("../../saga/README.md")));
    }

    static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that the reader writes: what is in them, by their path. */
    Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        FILE.matcher(text).results().forEach(file -> files.put(file.group(1), file.group(3)));
        return files;
    }

    /** All blocks of that language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What the program prints, run by run. */
    List<List<String>> outputs() {
        return blocks("text").stream()
                .filter(block -> block.startsWith("process "))
                .map(block -> block.lines().toList())
                .toList();
    }

    /** The engine's settings and their defaults, as they are written. */
    Map<String, String> settings() {
        var section = text.substring(text.indexOf("### Settings"));
        var settings = new LinkedHashMap<String, String>();
        SETTING.matcher(section.substring(0, section.indexOf("\n### ")))
                .results()
                .forEach(row -> settings.put(row.group(1), value(row)));
        return settings;
    }

    private static String value(MatchResult row) {
        return row.group(2) + (row.group(3) == null ? "" : row.group(3));
    }
}
