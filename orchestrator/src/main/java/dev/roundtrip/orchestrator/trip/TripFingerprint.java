package dev.roundtrip.orchestrator.trip;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.trip.v1.BookTripRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether two requests ask for the same trip: a digest of everything but the key they came under and the wait. */
public final class TripFingerprint {
    private TripFingerprint() {}

    /** Equal for equal trips, whichever release made it. */
    public static Payload of(BookTripRequest request) {
        var trip = request.toBuilder().clearRequestId().clearWait().build();
        try {
            return Payload.of(MessageDigest.getInstance("SHA-256").digest(trip.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
