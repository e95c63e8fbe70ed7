package dev.roundtrip.orchestrator.participants;

import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.GetFlightReservationRequest;
import dev.roundtrip.flight.v1.GetFlightReservationResponse;
import dev.roundtrip.flight.v1.MutinyFlightServiceGrpc.MutinyFlightServiceStub;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The flight service, as a saga sees it. */
@ApplicationScoped
public class Flights {
    private static final String SERVICE = "flight";

    private final MutinyFlightServiceStub stub;

    Flights(@GrpcClient(SERVICE) MutinyFlightServiceStub stub) {
        this.stub = stub;
    }

    /** Reserves what the trip wants. */
    public Uni<Outcome> reserve(StepCall<BookTripRequest> call) {
        var wish = call.request().getFlight();
        var request = ReserveFlightRequest.newBuilder()
                .setKey(Outcomes.key(call))
                .setOrigin(wish.getOrigin())
                .setDestination(wish.getDestination())
                .setDepartureDate(wish.getDepartureDate())
                .setPassengers(wish.getPassengers())
                .setFlightNumber(wish.getFlightNumber())
                .setCurrencyCode(call.request().getCurrencyCode())
                .setTravellerName(call.request().getTraveller().getName())
                .build();
        return Outcomes.of(within(call.deadline()).reserveFlight(request), SERVICE, Flights::meaning);
    }

    /** Gives back whatever is or will be reserved under the call's key. */
    public Uni<Outcome> cancel(StepCall<BookTripRequest> call) {
        var request =
                CancelFlightRequest.newBuilder().setKey(Outcomes.key(call)).build();
        return Outcomes.of(within(call.deadline()).cancelFlight(request), SERVICE, cancelled -> Outcomes.cancelled());
    }

    /** Looks up what became of the call's key. */
    public Uni<Finding> find(StepCall<BookTripRequest> call) {
        var request = GetFlightReservationRequest.newBuilder()
                .setKey(Outcomes.key(call))
                .build();
        return Outcomes.finding(within(call.deadline()).getFlightReservation(request), Flights::meaning);
    }

    private static Outcome meaning(GetFlightReservationResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    private static Outcome meaning(ReserveFlightResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    /** A deadline counts from when it is set: it is set for each call, never for the stub. */
    private MutinyFlightServiceStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
