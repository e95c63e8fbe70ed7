package dev.roundtrip.chaos.fuzz.after;

import dev.roundtrip.local.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What a process writes to its log from a moment on. */
public final class Logbook {
    private static final Pattern ENTRY = Pattern.compile("^[0-9-]{10} [0-9:.]{12} ([A-Z]+) .*");
    private static final Pattern TRACE = Pattern.compile("^\\s+at .+\\(.*\\)$|.*OutOfMemory.*");
    /** Says that an event loop was held up: whatever did that, all other callers waited for it. */
    private static final String HELD_UP = "BlockedThreadChecker";

    private final Path log;
    private final long from;

    private Logbook(Path log, long from) {
        this.log = log;
        this.from = from;
    }

    /** From now on. */
    public static Logbook of(Path log) {
        try {
            return new Logbook(log, Files.size(log));
        } catch (IOException e) {
            throw new LocalFailure(log + " can't be read.", e);
        }
    }

    /** Every entry that is an error, shows a stack trace or says that a thread was held up, the beginning of it. */
    public List<String> alarms() {
        var alarms = new LinkedHashSet<String>();
        var entry = "";
        for (var line : lines()) {
            var begins = ENTRY.matcher(line);
            var isEntry = begins.matches();
            entry = isEntry ? line : entry;
            if (isEntry
                    ? begins.group(1).matches("ERROR|FATAL") || line.contains(HELD_UP)
                    : TRACE.matcher(line).matches()) {
                alarms.add(entry);
            }
        }
        return List.copyOf(alarms);
    }

    private List<String> lines() {
        try {
            var bytes = Files.readAllBytes(log);
            return new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new LocalFailure(log + " can't be read.", e);
        }
    }
}
