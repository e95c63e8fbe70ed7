package dev.roundtrip.chaos.load;

import com.google.protobuf.ByteString;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.grpc.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A step's request to its participant, made once more of what the journal keeps, as the orchestrator made it.
 *
 * @param key whose step, which the participant knows it by
 * @param trip what was asked for
 */
record Forward(Key key, BookTripRequest trip) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * Whose step.
     *
     * @param tripId the saga's id
     * @param step the step's name
     */
    record Key(String tripId, String step) {
        @Override
        public String toString() {
            return step + " of trip " + tripId;
        }
    }

    /** What a participant answered. */
    sealed interface Reply {
        /** Something is reserved. */
        record Reserved(ByteString answer) implements Reply {}

        /** A business no. */
        record Rejected(ByteString answer) implements Reply {}

        /** The key was cancelled. */
        record Superseded() implements Reply {}

        /** Nothing that is known here. */
        record Nothing() implements Reply {}
    }

    /** Sends it, to the participant at the other end. */
    Reply send(Channel participant) {
        return switch (key.step()) {
            case "flight" ->
                meaning(FlightServiceGrpc.newBlockingStub(participant)
                        .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .reserveFlight(flight()));
            case "hotel" ->
                meaning(HotelServiceGrpc.newBlockingStub(participant)
                        .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .reserveHotel(hotel()));
            case "car" ->
                meaning(CarServiceGrpc.newBlockingStub(participant)
                        .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .reserveCar(car()));
            default -> throw new IllegalStateException("a trip has no step " + key.step());
        };
    }

    private StepKey stepKey() {
        return StepKey.newBuilder().setSagaId(key.tripId()).setStep(key.step()).build();
    }

    private ReserveFlightRequest flight() {
        var wish = trip.getFlight();
        return ReserveFlightRequest.newBuilder()
                .setKey(stepKey())
                .setOrigin(wish.getOrigin())
                .setDestination(wish.getDestination())
                .setDepartureDate(wish.getDepartureDate())
                .setPassengers(wish.getPassengers())
                .setFlightNumber(wish.getFlightNumber())
                .setCurrencyCode(trip.getCurrencyCode())
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    private ReserveHotelRequest hotel() {
        var wish = trip.getHotel();
        return ReserveHotelRequest.newBuilder()
                .setKey(stepKey())
                .setHotelId(wish.getHotelId())
                .setCheckIn(wish.getCheckIn())
                .setCheckOut(wish.getCheckOut())
                .setRooms(wish.getRooms())
                .setCurrencyCode(trip.getCurrencyCode())
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    private ReserveCarRequest car() {
        var wish = trip.getCar();
        return ReserveCarRequest.newBuilder()
                .setKey(stepKey())
                .setLocation(wish.getLocation())
                .setCarClass(CarClass.valueOf(wish.getCarClass().name()))
                .setPickUp(wish.getPickUp())
                .setDropOff(wish.getDropOff())
                .setCurrencyCode(trip.getCurrencyCode())
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    private static Reply meaning(ReserveFlightResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> new Reply.Reserved(response.getReservation().toByteString());
            case REJECTION -> new Reply.Rejected(response.getRejection().toByteString());
            case SUPERSEDED -> new Reply.Superseded();
            case ANSWER_NOT_SET -> new Reply.Nothing();
        };
    }

    private static Reply meaning(ReserveHotelResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> new Reply.Reserved(response.getReservation().toByteString());
            case REJECTION -> new Reply.Rejected(response.getRejection().toByteString());
            case SUPERSEDED -> new Reply.Superseded();
            case ANSWER_NOT_SET -> new Reply.Nothing();
        };
    }

    private static Reply meaning(ReserveCarResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> new Reply.Reserved(response.getReservation().toByteString());
            case REJECTION -> new Reply.Rejected(response.getRejection().toByteString());
            case SUPERSEDED -> new Reply.Superseded();
            case ANSWER_NOT_SET -> new Reply.Nothing();
        };
    }
}
