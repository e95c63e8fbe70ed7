package dev.roundtrip.bench.stubs;

import com.google.type.Money;
import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CancelCarResponse;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.CarServiceGrpc.CarServiceImplBase;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.participant.v1.Rejection;
import io.grpc.stub.StreamObserver;

/** Has cars of every class but vans, of which it never has one. */
final class StubCars extends CarServiceImplBase {
    private static final Money PRICE =
            Money.newBuilder().setCurrencyCode("EUR").setUnits(39).build();
    private static final ReserveCarResponse NO_VANS = ReserveCarResponse.newBuilder()
            .setRejection(
                    Rejection.newBuilder().setReason("SOLD_OUT").setMessage("There is no van left at OPO on some day."))
            .build();

    @Override
    public void reserveCar(ReserveCarRequest request, StreamObserver<ReserveCarResponse> answer) {
        answer.onNext(request.getCarClass() == CarClass.CAR_CLASS_VAN ? NO_VANS : reserved(request));
        answer.onCompleted();
    }

    private static ReserveCarResponse reserved(ReserveCarRequest request) {
        return ReserveCarResponse.newBuilder()
                .setReservation(CarReservation.newBuilder()
                        .setConfirmationCode("C8W3PD")
                        .setLocation(request.getLocation())
                        .setCarClass(request.getCarClass())
                        .setPickUp(request.getPickUp())
                        .setDropOff(request.getDropOff())
                        .setPrice(PRICE))
                .build();
    }

    @Override
    public void cancelCar(CancelCarRequest request, StreamObserver<CancelCarResponse> answer) {
        answer.onNext(CancelCarResponse.getDefaultInstance());
        answer.onCompleted();
    }
}
