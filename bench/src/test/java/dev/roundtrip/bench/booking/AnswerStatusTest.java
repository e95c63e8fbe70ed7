package dev.roundtrip.bench.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.TripStep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswerStatusTest {
    private static final int NEWER_THAN_THIS = 77;

    @Test
    void readsHowItEndedAndNothingElse() throws IOException {
        var trip = Trip.newBuilder()
                .setTripId("a")
                .setRequestId("b")
                .setStatus(TripStatus.TRIP_STATUS_COMPENSATED)
                .addSteps(TripStep.newBuilder()
                        .setName("flight")
                        .setStatusValue(3)
                        .setAttempts(1))
                .setLastSequence(9);
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, read(trip));
    }

    @Test
    void anAnswerMaySayNothingOfIt() throws IOException {
        assertEquals(TripStatus.TRIP_STATUS_UNSPECIFIED, read(Trip.newBuilder().setTripId("a")));
        assertEquals(TripStatus.TRIP_STATUS_UNSPECIFIED, AnswerStatus.read(new ByteArrayInputStream(new byte[0])));
    }

    @Test
    void aStatusMayNotBeKnown() throws IOException {
        assertEquals(TripStatus.UNRECOGNIZED, read(Trip.newBuilder().setStatusValue(NEWER_THAN_THIS)));
    }

    private static TripStatus read(Trip.Builder trip) throws IOException {
        return AnswerStatus.read(new ByteArrayInputStream(
                BookTripResponse.newBuilder().setTrip(trip).build().toByteArray()));
    }
}
