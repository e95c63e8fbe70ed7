package dev.roundtrip.serving;

import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CancelCarResponse;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.CarService;
import dev.roundtrip.car.v1.GetCarReservationRequest;
import dev.roundtrip.car.v1.GetCarReservationResponse;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.car.v1.SearchCarsResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that says yes to whatever reaches it. */
@GrpcService
class Counter implements CarService {
    /** How often it has said so to someone who wanted a car. */
    static final AtomicInteger RESERVED = new AtomicInteger();

    @Override
    public Uni<ReserveCarResponse> reserveCar(ReserveCarRequest request) {
        RESERVED.incrementAndGet();
        var reservation = CarReservation.newBuilder().setLocation(request.getLocation());
        return Uni.createFrom()
                .item(ReserveCarResponse.newBuilder()
                        .setReservation(reservation)
                        .build());
    }

    @Override
    public Uni<CancelCarResponse> cancelCar(CancelCarRequest request) {
        return Uni.createFrom().item(CancelCarResponse.getDefaultInstance());
    }

    @Override
    public Uni<GetCarReservationResponse> getCarReservation(GetCarReservationRequest request) {
        return Uni.createFrom().item(GetCarReservationResponse.getDefaultInstance());
    }

    @Override
    public Uni<SearchCarsResponse> searchCars(SearchCarsRequest request) {
        return Uni.createFrom().item(SearchCarsResponse.getDefaultInstance());
    }
}
