package dev.roundtrip.bench.bare;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.roundtrip.bench.front.Lifeline;
import dev.roundtrip.bench.front.ParticipantCalls;
import dev.roundtrip.bench.front.Steps;
import dev.roundtrip.bench.front.TripAnswers;
import dev.roundtrip.car.v1.MutinyCarServiceGrpc.MutinyCarServiceStub;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.MutinyFlightServiceGrpc.MutinyFlightServiceStub;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.hotel.v1.MutinyHotelServiceGrpc.MutinyHotelServiceStub;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.MutinyTripServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Calls one participant after the other and answers. Whatever goes wrong, the caller is told and the rest is left lying. */
@GrpcService
public class BareChain extends MutinyTripServiceGrpc.TripServiceImplBase {
    /** What the orchestrator gives a call. */
    private static final long DEADLINE_SECONDS = 2;

    private final MutinyFlightServiceStub flights;
    private final MutinyHotelServiceStub hotels;
    private final MutinyCarServiceStub cars;
    private final NoArgGenerator sagaIds = Generators.timeBasedEpochGenerator();

    BareChain(
            @GrpcClient(Steps.FLIGHT) MutinyFlightServiceStub flights,
            @GrpcClient(Steps.HOTEL) MutinyHotelServiceStub hotels,
            @GrpcClient(Steps.CAR) MutinyCarServiceStub cars) {
        this.flights = flights;
        this.hotels = hotels;
        this.cars = cars;
    }

    void started(@Observes StartupEvent event) {
        Lifeline.hold();
    }

    @Override
    public Uni<BookTripResponse> bookTrip(BookTripRequest request) {
        var calls = new ParticipantCalls(request, sagaIds.generate().toString());
        var answers = new TripAnswers(calls, Instant.now());
        return flights()
                .reserveFlight(calls.flight())
                .chain(flight -> flight.hasReservation() ? afterFlight(calls, answers, flight) : refused(Steps.FLIGHT));
    }

    private Uni<BookTripResponse> afterFlight(
            ParticipantCalls calls, TripAnswers answers, ReserveFlightResponse flight) {
        return hotels().reserveHotel(calls.hotel())
                .chain(hotel ->
                        hotel.hasReservation() ? afterHotel(calls, answers, flight, hotel) : refused(Steps.HOTEL));
    }

    private Uni<BookTripResponse> afterHotel(
            ParticipantCalls calls, TripAnswers answers, ReserveFlightResponse flight, ReserveHotelResponse hotel) {
        return cars().reserveCar(calls.car()).chain(car -> switch (car.getAnswerCase()) {
            case RESERVATION ->
                Uni.createFrom()
                        .item(answers.booked(flight.getReservation(), hotel.getReservation(), car.getReservation()));
            case REJECTION -> giveBack(calls, answers, car);
            case SUPERSEDED, ANSWER_NOT_SET -> refused(Steps.CAR);
        });
    }

    private Uni<BookTripResponse> giveBack(ParticipantCalls calls, TripAnswers answers, ReserveCarResponse car) {
        return hotels().cancelHotel(calls.cancelHotel())
                .chain(gone -> flights().cancelFlight(calls.cancelFlight()))
                .map(gone -> answers.withoutCar(car.getRejection()));
    }

    private static <T> Uni<T> refused(String step) {
        return Uni.createFrom()
                .failure(() -> new StatusRuntimeException(Status.INTERNAL.withDescription(
                        "The " + step + " was refused, which is not what is measured.")));
    }

    /* A deadline counts from when it is set. */

    private MutinyFlightServiceStub flights() {
        return flights.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private MutinyHotelServiceStub hotels() {
        return hotels.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private MutinyCarServiceStub cars() {
        return cars.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
