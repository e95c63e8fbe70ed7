package dev.roundtrip.conformance;

import com.google.protobuf.Message;
import com.google.type.Money;
import dev.roundtrip.conformance.trade.Flights;
import dev.roundtrip.flight.v1.Flight;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.SearchFlightsResponse;
import dev.roundtrip.wire.Dates;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Texts;
import java.util.List;

record FlightShop(Flights trade) implements Shop {
    @Override
    public Order read(Message request, FieldViolations violations) {
        var order = (ReserveFlightRequest) request;
        violations.require(Texts.isThreeCapitals(order.getOrigin()), "origin", "must be an airport");
        violations.require(
                Texts.isThreeCapitals(order.getDestination())
                        && !order.getDestination().equals(order.getOrigin()),
                "destination",
                "must be another airport");
        violations.require(Dates.toLocalDate(order.getDepartureDate()).isPresent(), "departure_date", "must be a date");
        violations.require(order.getPassengers() >= 1 && order.getPassengers() <= 9, "passengers", "must be 1 to 9");
        violations.require(order.getFlightNumber().length() <= 8, "flight_number", "must be at most 8 characters");
        Shop.person(order.getCurrencyCode(), order.getTravellerName(), violations);
        return new Order(order.getPassengers(), 0, 1);
    }

    @Override
    public Message reservation(Message request, String code) {
        var order = (ReserveFlightRequest) request;
        return FlightReservation.newBuilder()
                .setConfirmationCode(code)
                .setFlightNumber(order.getFlightNumber())
                .setOrigin(order.getOrigin())
                .setDestination(order.getDestination())
                .setDepartureDate(order.getDepartureDate())
                .setPassengers(order.getPassengers())
                .build();
    }

    @Override
    public Message found(Message search, List<Integer> left) {
        return SearchFlightsResponse.newBuilder()
                .addFlights(Flight.newBuilder()
                        .setFlightNumber(trade.flight())
                        .setPrice(Money.newBuilder().setCurrencyCode(trade.currency()))
                        .setAvailableSeats(left.getFirst()))
                .build();
    }
}
