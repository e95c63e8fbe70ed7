package dev.roundtrip.orchestrator.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a list goes on. Opaque to callers, and of no use with another list than it was made for.
 *
 * @param list which list: what it was asked for with, as a word without spaces
 * @param after the last of the page before
 */
public record PageToken(String list, UUID after) {
    private static final int MAX_LENGTH = 128;

    /** The token that {@link #toString} wrote; empty for anything else. */
    public static Optional<PageToken> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", -1);
            return parts.length != 2
                    ? Optional.empty()
                    : Optional.of(new PageToken(parts[0], UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        var text = list + " " + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
