package dev.roundtrip.orchestrator.api;

import dev.roundtrip.trip.v1.TripStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a list of trips goes on. Opaque to callers, and of no use with another status than it was made for.
 *
 * @param status what the list was asked for with
 * @param after the last trip of the page before
 */
record PageToken(TripStatus status, UUID after) {
    private static final int MAX_LENGTH = 128;

    /** The token that {@link #toString} wrote; empty for anything else. */
    static Optional<PageToken> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", -1);
            return parts.length != 2
                    ? Optional.empty()
                    : Optional.of(new PageToken(TripStatus.valueOf(parts[0]), UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        var text = status.name() + " " + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
