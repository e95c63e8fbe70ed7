package dev.roundtrip.chaos.fuzz;

import java.util.Optional;
import java.util.regex.Pattern;

/** What no caller is to see: stack traces, and the names of classes. */
public final class Leaks {
    private static final Pattern INSIDE = Pattern.compile(
            "\\n?\\tat |Exception|\\bError:|dev\\.roundtrip\\.|\\b(io|com|org|java|jakarta)\\.[a-z]+\\.[A-Za-z.]*[A-Z]");

    private Leaks() {}

    /** The first of it in a text, with a little of what is around it. */
    public static Optional<String> in(String text) {
        var found = INSIDE.matcher(text);
        return found.find()
                ? Optional.of(
                        text.substring(Math.max(0, found.start() - 40), Math.min(text.length(), found.end() + 60)))
                : Optional.empty();
    }
}
