package dev.roundtrip.flight;

import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.CancelFlightResponse;
import dev.roundtrip.flight.v1.Flight;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.flight.v1.FlightService;
import dev.roundtrip.flight.v1.GetFlightReservationRequest;
import dev.roundtrip.flight.v1.GetFlightReservationResponse;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.flight.v1.SearchFlightsResponse;
import dev.roundtrip.participant.Answer;
import dev.roundtrip.participant.Barrier;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.participant.v1.Superseded;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.quarkus.grpc.GrpcService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The contract of {@code flight_service.proto}. */
@GrpcService
class FlightGrpcService implements FlightService {
    private final Barrier barrier;
    private final SeatSales sales;
    private final SeatReservations reservations;

    FlightGrpcService(Barrier barrier, SeatSales sales, SeatReservations reservations) {
        this.barrier = barrier;
        this.sales = sales;
        this.reservations = reservations;
    }

    @Override
    public Uni<ReserveFlightResponse> reserveFlight(ReserveFlightRequest request) {
        var order = SeatOrder.read(request);
        return barrier.reserve(order.step(), request, () -> sales.decide(order))
                .map(FlightGrpcService::toReserveResponse);
    }

    @Override
    public Uni<CancelFlightResponse> cancelFlight(CancelFlightRequest request) {
        var step = StepId.require(request.getKey());
        return barrier.cancel(step, () -> reservations.cancel(step))
                .replaceWith(CancelFlightResponse.getDefaultInstance());
    }

    @Override
    public Uni<GetFlightReservationResponse> getFlightReservation(GetFlightReservationRequest request) {
        return barrier.require(StepId.require(request.getKey())).map(FlightGrpcService::toGetResponse);
    }

    @Override
    public Uni<SearchFlightsResponse> searchFlights(SearchFlightsRequest request) {
        var day = RouteDay.read(request);
        return Panache.withSession(() -> sales.search(day)).map(flights -> SearchFlightsResponse.newBuilder()
                .addAllFlights(flights.stream().map(FlightGrpcService::toFlight).toList())
                .build());
    }

    private static ReserveFlightResponse toReserveResponse(Answer answer) {
        var response = ReserveFlightResponse.newBuilder();
        return switch (answer) {
            case Answer.Reserved reserved ->
                response.setReservation(reserved.as(FlightReservation.parser())).build();
            case Answer.Rejected rejected ->
                response.setRejection(rejected.rejection()).build();
            case Answer.Superseded superseded ->
                response.setSuperseded(Superseded.getDefaultInstance()).build();
        };
    }

    private static GetFlightReservationResponse toGetResponse(Answer answer) {
        var response = GetFlightReservationResponse.newBuilder();
        return switch (answer) {
            case Answer.Reserved reserved ->
                response.setReservation(reserved.as(FlightReservation.parser())).build();
            case Answer.Rejected rejected ->
                response.setRejection(rejected.rejection()).build();
            case Answer.Superseded superseded ->
                response.setSuperseded(Superseded.getDefaultInstance()).build();
        };
    }

    private static Flight toFlight(ScheduledFlight flight) {
        return Flight.newBuilder()
                .setFlightNumber(flight.id.flightNumber())
                .setOrigin(flight.origin)
                .setDestination(flight.destination)
                .setDepartureTime(Dates.toTimestamp(flight.departureTime))
                .setPrice(Amounts.toMoney(flight.price, flight.currency))
                .setAvailableSeats(flight.available)
                .build();
    }
}
