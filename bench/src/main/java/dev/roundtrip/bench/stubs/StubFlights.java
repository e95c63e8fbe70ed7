package dev.roundtrip.bench.stubs;

import com.google.type.Money;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.CancelFlightResponse;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.flight.v1.FlightServiceGrpc.FlightServiceImplBase;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import io.grpc.stub.StreamObserver;

/** Always has seats. */
final class StubFlights extends FlightServiceImplBase {
    private static final Money PRICE =
            Money.newBuilder().setCurrencyCode("EUR").setUnits(59).build();

    @Override
    public void reserveFlight(ReserveFlightRequest request, StreamObserver<ReserveFlightResponse> answer) {
        answer.onNext(ReserveFlightResponse.newBuilder()
                .setReservation(FlightReservation.newBuilder()
                        .setConfirmationCode("F7K2QX")
                        .setFlightNumber(request.getFlightNumber())
                        .setOrigin(request.getOrigin())
                        .setDestination(request.getDestination())
                        .setDepartureDate(request.getDepartureDate())
                        .setPassengers(request.getPassengers())
                        .setPrice(PRICE))
                .build());
        answer.onCompleted();
    }

    @Override
    public void cancelFlight(CancelFlightRequest request, StreamObserver<CancelFlightResponse> answer) {
        answer.onNext(CancelFlightResponse.getDefaultInstance());
        answer.onCompleted();
    }
}
