package dev.roundtrip.conformance;

import com.google.protobuf.Message;
import com.google.type.Money;
import dev.roundtrip.conformance.trade.Hotels;
import dev.roundtrip.hotel.v1.Hotel;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.SearchHotelsRequest;
import dev.roundtrip.hotel.v1.SearchHotelsResponse;
import dev.roundtrip.wire.FieldViolations;
import java.util.List;

record HotelShop(Hotels trade) implements Shop {
    @Override
    public Order read(Message request, FieldViolations violations) {
        var order = (ReserveHotelRequest) request;
        violations.require(
                !order.getHotelId().isEmpty() && order.getHotelId().length() <= 64, "hotel_id", "must be an id");
        violations.require(order.getRooms() >= 1 && order.getRooms() <= 9, "rooms", "must be 1 to 9");
        Shop.person(order.getCurrencyCode(), order.getTravellerName(), violations);
        return Shop.days(
                trade.checkIn(),
                "check_in",
                order.getCheckIn(),
                "check_out",
                order.getCheckOut(),
                order.getRooms(),
                violations);
    }

    @Override
    public Message reservation(Message request, String code) {
        var order = (ReserveHotelRequest) request;
        return HotelReservation.newBuilder()
                .setConfirmationCode(code)
                .setHotelId(order.getHotelId())
                .setCheckIn(order.getCheckIn())
                .setCheckOut(order.getCheckOut())
                .setRooms(order.getRooms())
                .build();
    }

    @Override
    public Message found(Message search, List<Integer> left) {
        var stay = (SearchHotelsRequest) search;
        var days = Shop.days(
                trade.checkIn(), "in", stay.getCheckIn(), "out", stay.getCheckOut(), 1, new FieldViolations());
        return SearchHotelsResponse.newBuilder()
                .addHotels(Hotel.newBuilder()
                        .setHotelId(trade.hotel())
                        .setPrice(Money.newBuilder().setCurrencyCode(trade.currency()))
                        .setAvailableRooms(Shop.least(left, days)))
                .build();
    }
}
