package dev.roundtrip.orchestrator.api;

import dev.roundtrip.wire.FieldViolations;
import java.util.UUID;

/** Trip ids as callers write them. */
final class TripId {
    private TripId() {}

    static UUID parse(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw FieldViolations.single("trip_id", "must be a trip's id: a UUID in its 36-character form");
        }
        return UUID.fromString(text);
    }
}
