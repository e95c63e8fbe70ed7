package dev.roundtrip.hotel;

import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.CancelHotelResponse;
import dev.roundtrip.hotel.v1.GetHotelReservationRequest;
import dev.roundtrip.hotel.v1.GetHotelReservationResponse;
import dev.roundtrip.hotel.v1.Hotel;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.hotel.v1.HotelService;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.hotel.v1.SearchHotelsRequest;
import dev.roundtrip.hotel.v1.SearchHotelsResponse;
import dev.roundtrip.participant.Barrier;
import dev.roundtrip.participant.Reads;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.wire.Amounts;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** The contract of {@code hotel_service.proto}. */
@GrpcService
class HotelGrpcService implements HotelService {
    private final Barrier barrier;
    private final RoomSales sales;
    private final RoomReservations reservations;
    private final Reads reads;
    private final Pool pool;

    HotelGrpcService(Barrier barrier, RoomSales sales, RoomReservations reservations, Reads reads, Pool pool) {
        this.barrier = barrier;
        this.sales = sales;
        this.reservations = reservations;
        this.reads = reads;
        this.pool = pool;
    }

    @Override
    public Uni<ReserveHotelResponse> reserveHotel(ReserveHotelRequest request) {
        var order = RoomOrder.read(request);
        var reply = ReserveHotelResponse.newBuilder();
        return barrier.reserve(order.step(), order.hotelId(), request, transaction -> sales.decide(transaction, order))
                .map(answer -> answer.tell(
                                HotelReservation.parser(),
                                reply::setReservation,
                                reply::setRejection,
                                reply::setSuperseded)
                        .build());
    }

    @Override
    public Uni<CancelHotelResponse> cancelHotel(CancelHotelRequest request) {
        var step = StepId.require(request.getKey());
        return barrier.cancel(step, transaction -> reservations.cancel(transaction, step))
                .replaceWith(CancelHotelResponse.getDefaultInstance());
    }

    @Override
    public Uni<GetHotelReservationResponse> getHotelReservation(GetHotelReservationRequest request) {
        var reply = GetHotelReservationResponse.newBuilder();
        return barrier.require(StepId.require(request.getKey())).map(answer -> answer.tell(
                        HotelReservation.parser(), reply::setReservation, reply::setRejection, reply::setSuperseded)
                .build());
    }

    @Override
    public Uni<SearchHotelsResponse> searchHotels(SearchHotelsRequest request) {
        var wanted = CityStay.read(request);
        return reads.read(() -> StayOffer.find(pool, wanted)).map(offers -> SearchHotelsResponse.newBuilder()
                .addAllHotels(offers.stream().map(HotelGrpcService::toHotel).toList())
                .build());
    }

    private static Hotel toHotel(StayOffer offer) {
        return Hotel.newBuilder()
                .setHotelId(offer.hotelId())
                .setName(offer.name())
                .setCity(offer.city())
                .setPrice(Amounts.toMoney(offer.price(), offer.currency()))
                .setAvailableRooms(offer.available())
                .build();
    }
}
