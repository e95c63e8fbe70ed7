package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import dev.roundtrip.flight.v1.Flight;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.flight.v1.SearchFlightsResponse;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Seats of one flight on one day. */
public record Flights(String flight, String origin, String destination, LocalDate date, String currency)
        implements Trade {
    private static final int MOST_SEATS = 9;

    @Override
    public String name() {
        return "flight";
    }

    @Override
    public String unit() {
        return "seats";
    }

    @Override
    public String inventory() {
        return "flight " + flight + " from " + origin + " to " + destination + " on " + date + ", in " + currency;
    }

    @Override
    public int days() {
        return 1;
    }

    @Override
    public int mostUnits() {
        return MOST_SEATS;
    }

    @Override
    public Method reserve() {
        return Method.of(FlightServiceGrpc.getReserveFlightMethod());
    }

    @Override
    public Method cancel() {
        return Method.of(FlightServiceGrpc.getCancelFlightMethod());
    }

    @Override
    public Method get() {
        return Method.of(FlightServiceGrpc.getGetFlightReservationMethod());
    }

    @Override
    public Method search() {
        return Method.of(FlightServiceGrpc.getSearchFlightsMethod());
    }

    @Override
    public Message order(StepKey key, Wish wish) {
        return request(key, wish).build();
    }

    private ReserveFlightRequest.Builder request(StepKey key, Wish wish) {
        return ReserveFlightRequest.newBuilder()
                .setKey(key)
                .setOrigin(origin)
                .setDestination(destination)
                .setDepartureDate(Dates.toDate(date))
                .setPassengers(wish.units())
                .setFlightNumber(flight)
                .setCurrencyCode(currency)
                .setTravellerName(wish.traveller());
    }

    @Override
    public Message look(int day) {
        return SearchFlightsRequest.newBuilder()
                .setOrigin(origin)
                .setDestination(destination)
                .setDepartureDate(Dates.toDate(date))
                .build();
    }

    @Override
    public Found found(Message response, int day) {
        return ((SearchFlightsResponse) response)
                .getFlightsList().stream()
                        .filter(offer -> offer.getFlightNumber().equals(flight))
                        .findFirst()
                        .map(this::found)
                        .orElseGet(() -> new Found.Missing("There is no " + inventory() + "."));
    }

    private Found found(Flight offer) {
        return offer.getPrice().getCurrencyCode().equals(currency)
                ? new Found.Left(offer.getAvailableSeats())
                : new Found.Missing("Flight " + flight + " is sold in "
                        + offer.getPrice().getCurrencyCode() + ", not in " + currency + ".");
    }

    @Override
    public List<WrongOrder> wrongOrders(StepKey key) {
        var right = request(key, Wish.one(1));
        var wrong = new ArrayList<>(WrongFields.common(right.build()));
        Stream.of(
                        new WrongOrder(
                                "an origin in small letters",
                                right.clone().setOrigin("lis").build(),
                                "origin"),
                        new WrongOrder(
                                "a destination that is the origin",
                                right.clone().setDestination(origin).build(),
                                "destination"),
                        new WrongOrder(
                                "no date", right.clone().clearDepartureDate().build(), "departure_date"),
                        new WrongOrder(
                                "the 30th of February",
                                right.clone()
                                        .setDepartureDate(WrongFields.noSuchDay())
                                        .build(),
                                "departure_date"),
                        new WrongOrder(
                                "no passengers", right.clone().setPassengers(0).build(), "passengers"),
                        new WrongOrder(
                                "10 passengers", right.clone().setPassengers(10).build(), "passengers"),
                        new WrongOrder(
                                "a flight number of 9 characters",
                                right.clone().setFlightNumber("RT1234567").build(),
                                "flight_number"))
                .forEach(wrong::add);
        return wrong;
    }

    @Override
    public List<String> required() {
        return List.of(
                "key.saga_id",
                "key.step",
                "origin",
                "destination",
                "departure_date",
                "passengers",
                "currency_code",
                "traveller_name");
    }
}
