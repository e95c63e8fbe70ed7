package dev.roundtrip.chaos.fuzz.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What came back. */
public sealed interface HttpAnswer {
    /** In a word, to be counted by. */
    String name();

    /**
     * An answer by HTTP/1.
     *
     * @param status its status
     * @param head its headers, as they came
     * @param body what followed, as it came
     */
    record Answered(int status, String head, String body) implements HttpAnswer {
        private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^;\r\n]*)");

        @Override
        public String name() {
            return "HTTP " + status;
        }

        /** What the body is said to be. */
        Optional<String> type() {
            var found = TYPE.matcher(head);
            return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
        }
    }

    /** Bytes that are no answer by HTTP/1. */
    record Other(String bytes) implements HttpAnswer {
        @Override
        public String name() {
            return "OTHER BYTES";
        }
    }

    /** The connection was closed without a word. */
    record Closed() implements HttpAnswer {
        @Override
        public String name() {
            return "CLOSED";
        }
    }

    /** Nothing, for as long as it was waited. */
    record Silence() implements HttpAnswer {
        @Override
        public String name() {
            return "SILENCE";
        }
    }

    /** Reads what came. */
    static HttpAnswer of(byte[] bytes, boolean ended) {
        if (bytes.length == 0) {
            return ended ? new Closed() : new Silence();
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        var line = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[^\r]*\r\n").matcher(text);
        if (!line.lookingAt()) {
            return new Other(text.substring(0, Math.min(200, text.length())));
        }
        int status = Integer.parseInt(line.group(1));
        var rest = text.substring(line.end());
        if (status == 100) {
            return of(rest.substring(Math.min(2, rest.length())).getBytes(StandardCharsets.UTF_8), ended);
        }
        int blank = rest.indexOf("\r\n\r\n");
        return blank < 0
                ? new Answered(status, rest, "")
                : new Answered(status, rest.substring(0, blank), rest.substring(blank + 4));
    }
}
