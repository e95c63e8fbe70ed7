package dev.roundtrip.orchestrator.participants;

import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.GetCarReservationRequest;
import dev.roundtrip.car.v1.GetCarReservationResponse;
import dev.roundtrip.car.v1.MutinyCarServiceGrpc.MutinyCarServiceStub;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The car service, as a saga sees it. */
@ApplicationScoped
public class Cars {
    private static final String SERVICE = "car";

    private final MutinyCarServiceStub stub;

    Cars(@GrpcClient(SERVICE) MutinyCarServiceStub stub) {
        this.stub = stub;
    }

    /** Reserves what the trip wants. */
    public Uni<Outcome> reserve(StepCall<BookTripRequest> call) {
        var wish = call.request().getCar();
        var request = ReserveCarRequest.newBuilder()
                .setKey(Outcomes.key(call))
                .setLocation(wish.getLocation())
                .setCarClass(carClass(wish.getCarClass()))
                .setPickUp(wish.getPickUp())
                .setDropOff(wish.getDropOff())
                .setCurrencyCode(call.request().getCurrencyCode())
                .setTravellerName(call.request().getTraveller().getName())
                .build();
        return Outcomes.of(within(call.deadline()).reserveCar(request), SERVICE, Cars::meaning);
    }

    /** Gives back whatever is or will be reserved under the call's key. */
    public Uni<Outcome> cancel(StepCall<BookTripRequest> call) {
        var request = CancelCarRequest.newBuilder().setKey(Outcomes.key(call)).build();
        return Outcomes.of(within(call.deadline()).cancelCar(request), SERVICE, cancelled -> Outcomes.cancelled());
    }

    /** Looks up what became of the call's key. */
    public Uni<Finding> find(StepCall<BookTripRequest> call) {
        var request =
                GetCarReservationRequest.newBuilder().setKey(Outcomes.key(call)).build();
        return Outcomes.finding(within(call.deadline()).getCarReservation(request), Cars::meaning);
    }

    /** The travellers' contract and the car service's are separate, so that each may change without the other. */
    private static CarClass carClass(dev.roundtrip.trip.v1.CarClass wanted) {
        return switch (wanted) {
            case CAR_CLASS_ECONOMY -> CarClass.CAR_CLASS_ECONOMY;
            case CAR_CLASS_COMPACT -> CarClass.CAR_CLASS_COMPACT;
            case CAR_CLASS_ESTATE -> CarClass.CAR_CLASS_ESTATE;
            case CAR_CLASS_VAN -> CarClass.CAR_CLASS_VAN;
            case CAR_CLASS_UNSPECIFIED, UNRECOGNIZED -> CarClass.CAR_CLASS_UNSPECIFIED;
        };
    }

    private static Outcome meaning(GetCarReservationResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    private static Outcome meaning(ReserveCarResponse response) {
        return switch (response.getAnswerCase()) {
            case RESERVATION -> Outcomes.confirmed(response.getReservation());
            case REJECTION -> Outcomes.rejected(response.getRejection());
            case SUPERSEDED -> Outcomes.superseded();
            case ANSWER_NOT_SET -> Outcomes.noAnswer(SERVICE);
        };
    }

    /** A deadline counts from when it is set: it is set for each call, never for the stub. */
    private MutinyCarServiceStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
