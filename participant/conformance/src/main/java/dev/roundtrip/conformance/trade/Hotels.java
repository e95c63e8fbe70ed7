package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.hotel.v1.Hotel;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.SearchHotelsRequest;
import dev.roundtrip.hotel.v1.SearchHotelsResponse;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rooms of one hotel for some nights. */
public record Hotels(String hotel, String city, LocalDate checkIn, int days, String currency) implements Trade {
    private static final int MOST_ROOMS = 9;
    private static final int TOO_MANY_NIGHTS = 31;

    @Override
    public String name() {
        return "hotel";
    }

    @Override
    public String unit() {
        return "rooms";
    }

    @Override
    public String inventory() {
        return "hotel " + hotel + " in " + city + ", " + days + " nights from " + checkIn + ", in " + currency;
    }

    @Override
    public int mostUnits() {
        return MOST_ROOMS;
    }

    @Override
    public Method reserve() {
        return Method.of(HotelServiceGrpc.getReserveHotelMethod());
    }

    @Override
    public Method cancel() {
        return Method.of(HotelServiceGrpc.getCancelHotelMethod());
    }

    @Override
    public Method get() {
        return Method.of(HotelServiceGrpc.getGetHotelReservationMethod());
    }

    @Override
    public Method search() {
        return Method.of(HotelServiceGrpc.getSearchHotelsMethod());
    }

    @Override
    public Message order(StepKey key, Wish wish) {
        return request(key, wish).build();
    }

    private ReserveHotelRequest.Builder request(StepKey key, Wish wish) {
        return ReserveHotelRequest.newBuilder()
                .setKey(key)
                .setHotelId(hotel)
                .setCheckIn(day(wish.first()))
                .setCheckOut(day(wish.end()))
                .setRooms(wish.units())
                .setCurrencyCode(currency)
                .setTravellerName(wish.traveller());
    }

    private Date day(int number) {
        return Dates.toDate(checkIn.plusDays(number));
    }

    @Override
    public Message look(int day) {
        return SearchHotelsRequest.newBuilder()
                .setCity(city)
                .setCheckIn(day(day))
                .setCheckOut(day(day + 1))
                .build();
    }

    @Override
    public Found found(Message response, int day) {
        return ((SearchHotelsResponse) response)
                .getHotelsList().stream()
                        .filter(offer -> offer.getHotelId().equals(hotel))
                        .findFirst()
                        .map(this::found)
                        .orElseGet(() -> new Found.Missing("The night of " + checkIn.plusDays(day)
                                + " is not on sale: there is no " + inventory() + "."));
    }

    private Found found(Hotel offer) {
        return offer.getPrice().getCurrencyCode().equals(currency)
                ? new Found.Left(offer.getAvailableRooms())
                : new Found.Missing("Hotel " + hotel + " is sold in "
                        + offer.getPrice().getCurrencyCode() + ", not in " + currency + ".");
    }

    @Override
    public List<WrongOrder> wrongOrders(StepKey key) {
        var right = request(key, Wish.one(days));
        var wrong = new ArrayList<>(WrongFields.common(right.build()));
        Stream.of(
                        new WrongOrder("no hotel", right.clone().setHotelId("").build(), "hotel_id"),
                        new WrongOrder(
                                "a hotel id of 65 characters",
                                right.clone().setHotelId("x".repeat(65)).build(),
                                "hotel_id"),
                        new WrongOrder(
                                "no first night", right.clone().clearCheckIn().build(), "check_in"),
                        new WrongOrder(
                                "the 30th of February",
                                right.clone()
                                        .setCheckIn(WrongFields.noSuchDay())
                                        .build(),
                                "check_in"),
                        new WrongOrder(
                                "a stay of no nights",
                                right.clone().setCheckOut(day(0)).build(),
                                "check_out"),
                        new WrongOrder(
                                "a stay of 31 nights",
                                right.clone().setCheckOut(day(TOO_MANY_NIGHTS)).build(),
                                "check_out"),
                        new WrongOrder("no rooms", right.clone().setRooms(0).build(), "rooms"),
                        new WrongOrder("10 rooms", right.clone().setRooms(10).build(), "rooms"))
                .forEach(wrong::add);
        return wrong;
    }

    @Override
    public List<String> required() {
        return List.of(
                "key.saga_id",
                "key.step",
                "hotel_id",
                "check_in",
                "check_out",
                "rooms",
                "currency_code",
                "traveller_name");
    }
}
