package dev.roundtrip.car;

import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CancelCarResponse;
import dev.roundtrip.car.v1.CarOffer;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.CarService;
import dev.roundtrip.car.v1.GetCarReservationRequest;
import dev.roundtrip.car.v1.GetCarReservationResponse;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.car.v1.SearchCarsResponse;
import dev.roundtrip.participant.Barrier;
import dev.roundtrip.participant.Reads;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.Amounts;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** The contract of {@code car_service.proto}. */
@GrpcService
class CarGrpcService implements CarService {
    private final Barrier barrier;
    private final CarHires hires;
    private final HireReservations reservations;
    private final Reads reads;
    private final Pool pool;

    CarGrpcService(Barrier barrier, CarHires hires, HireReservations reservations, Reads reads, Pool pool) {
        this.barrier = barrier;
        this.hires = hires;
        this.reservations = reservations;
        this.reads = reads;
        this.pool = pool;
    }

    @Override
    public Uni<ReserveCarResponse> reserveCar(ReserveCarRequest request) {
        var order = CarOrder.read(request);
        var reply = ReserveCarResponse.newBuilder();
        return barrier.reserve(
                        order.step(),
                        order.location() + " " + order.classColumn(),
                        request,
                        transaction -> hires.decide(transaction, order))
                .map(answer -> answer.tell(
                                CarReservation.parser(),
                                reply::setReservation,
                                reply::setRejection,
                                reply::setSuperseded)
                        .build());
    }

    @Override
    public Uni<CancelCarResponse> cancelCar(CancelCarRequest request) {
        var step = StepId.require(request.getKey());
        return barrier.cancel(step, transaction -> reservations.cancel(transaction, step))
                .replaceWith(CancelCarResponse.getDefaultInstance());
    }

    @Override
    public Uni<GetCarReservationResponse> getCarReservation(GetCarReservationRequest request) {
        var reply = GetCarReservationResponse.newBuilder();
        return barrier.require(StepId.require(request.getKey())).map(answer -> answer.tell(
                        CarReservation.parser(), reply::setReservation, reply::setRejection, reply::setSuperseded)
                .build());
    }

    @Override
    public Uni<SearchCarsResponse> searchCars(SearchCarsRequest request) {
        var wanted = PlaceHire.read(request);
        return reads.read(() -> HireOffer.find(pool, wanted)).map(offers -> SearchCarsResponse.newBuilder()
                .addAllOffers(
                        offers.stream().map(offer -> toOffer(wanted, offer)).toList())
                .build());
    }

    private static CarOffer toOffer(PlaceHire wanted, HireOffer offer) {
        return CarOffer.newBuilder()
                .setLocation(wanted.location())
                .setCarClass(offer.carClass())
                .setPrice(Amounts.toMoney(offer.price(), offer.currency()))
                .setAvailableCars(offer.available())
                .build();
    }
}
