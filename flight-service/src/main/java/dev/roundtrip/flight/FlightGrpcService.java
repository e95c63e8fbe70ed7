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
import dev.roundtrip.participant.Barrier;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** The contract of {@code flight_service.proto}. */
@GrpcService
class FlightGrpcService implements FlightService {
    private final Barrier barrier;
    private final SeatSales sales;
    private final SeatReservations reservations;
    private final Timetable timetable;

    FlightGrpcService(Barrier barrier, SeatSales sales, SeatReservations reservations, Timetable timetable) {
        this.barrier = barrier;
        this.sales = sales;
        this.reservations = reservations;
        this.timetable = timetable;
    }

    @Override
    public Uni<ReserveFlightResponse> reserveFlight(ReserveFlightRequest request) {
        var order = SeatOrder.read(request);
        var reply = ReserveFlightResponse.newBuilder();
        return barrier.reserve(
                        order.step(), order.day().toString(), request, transaction -> sales.decide(transaction, order))
                .map(answer -> answer.tell(
                                FlightReservation.parser(),
                                reply::setReservation,
                                reply::setRejection,
                                reply::setSuperseded)
                        .build());
    }

    @Override
    public Uni<CancelFlightResponse> cancelFlight(CancelFlightRequest request) {
        var step = StepId.require(request.getKey());
        return barrier.cancel(step, transaction -> reservations.cancel(transaction, step))
                .replaceWith(CancelFlightResponse.getDefaultInstance());
    }

    @Override
    public Uni<GetFlightReservationResponse> getFlightReservation(GetFlightReservationRequest request) {
        var reply = GetFlightReservationResponse.newBuilder();
        return barrier.require(StepId.require(request.getKey())).map(answer -> answer.tell(
                        FlightReservation.parser(), reply::setReservation, reply::setRejection, reply::setSuperseded)
                .build());
    }

    @Override
    public Uni<SearchFlightsResponse> searchFlights(SearchFlightsRequest request) {
        var day = RouteDay.read(request);
        return timetable.search(day).map(offers -> SearchFlightsResponse.newBuilder()
                .addAllFlights(offers.stream()
                        .map(offer -> toFlight(day.route(), offer))
                        .toList())
                .build());
    }

    private static Flight toFlight(Route route, FlightOffer offer) {
        return Flight.newBuilder()
                .setFlightNumber(offer.flightNumber())
                .setOrigin(route.origin())
                .setDestination(route.destination())
                .setDepartureTime(Dates.toTimestamp(offer.departure()))
                .setPrice(Amounts.toMoney(offer.price(), offer.currency()))
                .setAvailableSeats(offer.available())
                .build();
    }
}
