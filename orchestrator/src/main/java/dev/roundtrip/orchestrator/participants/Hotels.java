package dev.roundtrip.orchestrator.participants;

import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.GetHotelReservationRequest;
import dev.roundtrip.hotel.v1.GetHotelReservationResponse;
import dev.roundtrip.hotel.v1.MutinyHotelServiceGrpc.MutinyHotelServiceStub;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The hotel service, as a saga sees it. */
@ApplicationScoped
public class Hotels {
    private static final String SERVICE = "hotel";

    private final MutinyHotelServiceStub stub;

    Hotels(@GrpcClient(SERVICE) MutinyHotelServiceStub stub) {
        this.stub = stub;
    }

    /** Reserves what the trip wants. */
    public Uni<Outcome> reserve(StepCall<BookTripRequest> call) {
        var wish = call.request().getHotel();
        var request = ReserveHotelRequest.newBuilder()
                .setKey(Outcomes.key(call))
                .setHotelId(wish.getHotelId())
                .setCheckIn(wish.getCheckIn())
                .setCheckOut(wish.getCheckOut())
                .setRooms(wish.getRooms())
                .setCurrencyCode(call.request().getCurrencyCode())
                .setTravellerName(call.request().getTraveller().getName())
                .build();
        return Outcomes.of(within(call.deadline()).reserveHotel(request), SERVICE, Hotels::meaning);
    }

    /** Gives back whatever is or will be reserved under the call's key. */
    public Uni<Outcome> cancel(StepCall<BookTripRequest> call) {
        var request = CancelHotelRequest.newBuilder().setKey(Outcomes.key(call)).build();
        return Outcomes.of(within(call.deadline()).cancelHotel(request), SERVICE, cancelled -> Outcomes.cancelled());
    }

    /** Looks up what became of the call's key. */
    public Uni<Finding> find(StepCall<BookTripRequest> call) {
        var request = GetHotelReservationRequest.newBuilder()
                .setKey(Outcomes.key(call))
                .build();
        return Outcomes.finding(within(call.deadline()).getHotelReservation(request), Hotels::meaning);
    }

    private static Outcome meaning(GetHotelReservationResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    private static Outcome meaning(ReserveHotelResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    /** A deadline counts from when it is set: it is set for each call, never for the stub. */
    private MutinyHotelServiceStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
