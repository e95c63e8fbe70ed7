package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.BookTripRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which trip a request asks for, whatever id it came under and however long its sender waits. Short, for there are many.
 *
 * @param digest equal for equal trips
 */
record Body(String digest) {
    private static final String DEFAULT_CURRENCY = "EUR";
    private static final int BYTES = 8;

    /** Of a request as it was sent. */
    static Body of(BookTripRequest request) {
        var trip = request.toBuilder().clearRequestId().clearWait();
        if (trip.getCurrencyCode().isEmpty()) {
            trip.setCurrencyCode(DEFAULT_CURRENCY);
        }
        return ofJournalled(trip.build().toByteArray());
    }

    /** Of what the journal keeps of it. */
    static Body ofJournalled(byte[] trip) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(trip);
            return new Body(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
