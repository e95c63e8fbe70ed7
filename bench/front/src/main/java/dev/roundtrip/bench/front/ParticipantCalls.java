package dev.roundtrip.bench.front;

import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.trip.v1.BookTripRequest;

/**
 * What the participants are asked for a trip, field by field what the orchestrator asks them.
 *
 * @param trip that is wanted
 * @param sagaId the key, one per trip
 */
public record ParticipantCalls(BookTripRequest trip, String sagaId) {
    /** What a trip is priced in that names no currency. */
    public static final String CURRENCY = "EUR";

    /** Seats. */
    public ReserveFlightRequest flight() {
        var wish = trip.getFlight();
        return ReserveFlightRequest.newBuilder()
                .setKey(key(Steps.FLIGHT))
                .setOrigin(wish.getOrigin())
                .setDestination(wish.getDestination())
                .setDepartureDate(wish.getDepartureDate())
                .setPassengers(wish.getPassengers())
                .setFlightNumber(wish.getFlightNumber())
                .setCurrencyCode(CURRENCY)
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    /** Rooms. */
    public ReserveHotelRequest hotel() {
        var wish = trip.getHotel();
        return ReserveHotelRequest.newBuilder()
                .setKey(key(Steps.HOTEL))
                .setHotelId(wish.getHotelId())
                .setCheckIn(wish.getCheckIn())
                .setCheckOut(wish.getCheckOut())
                .setRooms(wish.getRooms())
                .setCurrencyCode(CURRENCY)
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    /** A car. */
    public ReserveCarRequest car() {
        var wish = trip.getCar();
        return ReserveCarRequest.newBuilder()
                .setKey(key(Steps.CAR))
                .setLocation(wish.getLocation())
                .setCarClass(CarClass.forNumber(wish.getCarClassValue()))
                .setPickUp(wish.getPickUp())
                .setDropOff(wish.getDropOff())
                .setCurrencyCode(CURRENCY)
                .setTravellerName(trip.getTraveller().getName())
                .build();
    }

    /** No seats, then. */
    public CancelFlightRequest cancelFlight() {
        return CancelFlightRequest.newBuilder().setKey(key(Steps.FLIGHT)).build();
    }

    /** No rooms, then. */
    public CancelHotelRequest cancelHotel() {
        return CancelHotelRequest.newBuilder().setKey(key(Steps.HOTEL)).build();
    }

    /** No car, then. */
    public CancelCarRequest cancelCar() {
        return CancelCarRequest.newBuilder().setKey(key(Steps.CAR)).build();
    }

    private StepKey key(String step) {
        return StepKey.newBuilder().setSagaId(sagaId).setStep(step).build();
    }
}
