package dev.roundtrip.bench.stubs;

import com.google.type.Money;
import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.CancelHotelResponse;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.hotel.v1.HotelServiceGrpc.HotelServiceImplBase;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import io.grpc.stub.StreamObserver;

/** Always has rooms. */
final class StubHotels extends HotelServiceImplBase {
    private static final Money PRICE =
            Money.newBuilder().setCurrencyCode("EUR").setUnits(110).build();

    @Override
    public void reserveHotel(ReserveHotelRequest request, StreamObserver<ReserveHotelResponse> answer) {
        answer.onNext(ReserveHotelResponse.newBuilder()
                .setReservation(HotelReservation.newBuilder()
                        .setConfirmationCode("H4M9TR")
                        .setHotelId(request.getHotelId())
                        .setCheckIn(request.getCheckIn())
                        .setCheckOut(request.getCheckOut())
                        .setRooms(request.getRooms())
                        .setPrice(PRICE))
                .build());
        answer.onCompleted();
    }

    @Override
    public void cancelHotel(CancelHotelRequest request, StreamObserver<CancelHotelResponse> answer) {
        answer.onNext(CancelHotelResponse.getDefaultInstance());
        answer.onCompleted();
    }
}
