package dev.roundtrip.local.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * One step of one trip, as journal and participants both name it.
 *
 * @param tripId the saga's id
 * @param step the step's name
 */
record StepKey(String tripId, String step) {
    private static final int BITS_AFTER_TIMESTAMP = 16;

    /** When the trip's id was made, which says so itself. */
    Instant madeAt() {
        return Instant.ofEpochMilli(UUID.fromString(tripId).getMostSignificantBits() >>> BITS_AFTER_TIMESTAMP);
    }

    @Override
    public String toString() {
        return step + " of trip " + tripId;
    }
}
