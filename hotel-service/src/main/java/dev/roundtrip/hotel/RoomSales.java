package dev.roundtrip.hotel;

import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides whether rooms are sold: for every night or for none. */
@ApplicationScoped
class RoomSales {
    private final RoomReservations reservations;

    RoomSales(RoomReservations reservations) {
        this.reservations = reservations;
    }

    Uni<Verdict> decide(RoomOrder order) {
        return ListedHotel.exists(order.hotelId())
                .chain(exists -> exists
                        ? RoomNight.of(order.hotelId(), order.stay()).chain(nights -> decide(order, nights))
                        : reject("NO_SUCH_HOTEL", "There is no hotel " + order.hotelId() + "."));
    }

    private Uni<Verdict> decide(RoomOrder order, List<RoomNight> nights) {
        if (nights.size() < order.stay().days()) {
            return reject("NOT_ON_SALE", "The hotel does not sell every night of the stay.");
        }
        if (!nights.stream().allMatch(night -> night.currency.equals(order.currency()))) {
            return reject("CURRENCY_NOT_OFFERED", "The hotel is not sold in " + order.currency() + ".");
        }
        return nights.stream()
                .filter(night -> night.available < order.rooms())
                .findFirst()
                .map(full -> reject(
                        "SOLD_OUT",
                        "The hotel has fewer than " + order.rooms() + " rooms left on " + full.id.night() + "."))
                .orElseGet(() -> sell(order, nights));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> sell(RoomOrder order, List<RoomNight> nights) {
        var price = nights.stream()
                .map(night -> night.price)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(BigDecimal.valueOf(order.rooms()));
        return reservations
                .add(order, price)
                .map(code -> new Verdict.Reserve(
                        HotelReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setHotelId(order.hotelId())
                                .setCheckIn(Dates.toDate(order.stay().first()))
                                .setCheckOut(Dates.toDate(order.stay().end()))
                                .setRooms(order.rooms())
                                .setPrice(Amounts.toMoney(price, order.currency()))
                                .build(),
                        () -> RoomNight.take(order.hotelId(), order.stay(), order.rooms())));
    }
}
