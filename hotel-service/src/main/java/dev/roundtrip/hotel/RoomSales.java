package dev.roundtrip.hotel;

import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides whether rooms are sold: for every night or for none. */
@ApplicationScoped
class RoomSales {
    private static final String IS_LISTED = "SELECT EXISTS (SELECT 1 FROM hotel WHERE hotel_id = $1) AS listed";

    private final RoomReservations reservations;

    RoomSales(RoomReservations reservations) {
        this.reservations = reservations;
    }

    Uni<Verdict> decide(SqlClient transaction, RoomOrder order) {
        return NightOffer.of(transaction, order.hotelId(), order.stay())
                .chain(nights -> nights.size() < order.stay().days()
                        ? notOnSale(transaction, order)
                        : decide(transaction, order, nights));
    }

    private static Uni<Verdict> notOnSale(SqlClient transaction, RoomOrder order) {
        return transaction
                .preparedQuery(IS_LISTED)
                .execute(Tuple.of(order.hotelId()))
                .map(rows -> rows.iterator().next().getBoolean("listed")
                        ? Verdict.reject("NOT_ON_SALE", "The hotel does not sell every night of the stay.")
                        : Verdict.reject("NO_SUCH_HOTEL", "There is no hotel " + order.hotelId() + "."));
    }

    private Uni<Verdict> decide(SqlClient transaction, RoomOrder order, List<NightOffer> nights) {
        if (!nights.stream().allMatch(night -> night.currency().equals(order.currency()))) {
            return reject("CURRENCY_NOT_OFFERED", "The hotel is not sold in " + order.currency() + ".");
        }
        return nights.stream()
                .filter(night -> night.available() < order.rooms())
                .findFirst()
                .map(full -> reject(
                        "SOLD_OUT",
                        "The hotel has fewer than " + order.rooms() + " rooms left on " + full.night() + "."))
                .orElseGet(() -> sell(transaction, order, nights));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> sell(SqlClient transaction, RoomOrder order, List<NightOffer> nights) {
        var price = nights.stream()
                .map(NightOffer::price)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(BigDecimal.valueOf(order.rooms()));
        return reservations
                .add(transaction, order, price)
                .map(code -> new Verdict.Reserve(
                        HotelReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setHotelId(order.hotelId())
                                .setCheckIn(Dates.toDate(order.stay().first()))
                                .setCheckOut(Dates.toDate(order.stay().end()))
                                .setRooms(order.rooms())
                                .setPrice(Amounts.toMoney(price, order.currency()))
                                .build(),
                        new Rooms(order.hotelId(), order.stay(), order.rooms()).take()));
    }
}
