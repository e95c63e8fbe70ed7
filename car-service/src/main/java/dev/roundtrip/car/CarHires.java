package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides whether a car is hired out: for every day or for none. */
@ApplicationScoped
class CarHires {
    private final HireReservations reservations;

    CarHires(HireReservations reservations) {
        this.reservations = reservations;
    }

    Uni<Verdict> decide(CarOrder order) {
        return CarDay.of(order)
                .chain(days -> days.size() < order.hire().days() ? notOffered(order) : decide(order, days));
    }

    private static Uni<Verdict> notOffered(CarOrder order) {
        return CarDay.anyAt(order.location())
                .map(known -> known
                        ? Verdict.reject("NOT_ON_SALE", "The class is not offered there on every day of the hire.")
                        : Verdict.reject("NO_SUCH_LOCATION", "There are no cars at " + order.location() + "."));
    }

    private Uni<Verdict> decide(CarOrder order, List<CarDay> days) {
        if (!days.stream().allMatch(day -> day.currency.equals(order.currency()))) {
            return reject("CURRENCY_NOT_OFFERED", "The car is not hired out in " + order.currency() + ".");
        }
        return days.stream()
                .filter(day -> day.available == 0)
                .findFirst()
                .map(full -> reject("SOLD_OUT", "No car of the class is left on " + full.id.day() + "."))
                .orElseGet(() -> hireOut(order, days));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> hireOut(CarOrder order, List<CarDay> days) {
        var price = days.stream().map(day -> day.price).reduce(BigDecimal.ZERO, BigDecimal::add);
        return reservations
                .add(order, price)
                .map(code -> new Verdict.Reserve(
                        CarReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setLocation(order.location())
                                .setCarClass(order.carClass())
                                .setPickUp(Dates.toDate(order.hire().first()))
                                .setDropOff(Dates.toDate(order.hire().end()))
                                .setPrice(Amounts.toMoney(price, order.currency()))
                                .build(),
                        () -> CarDay.take(order)));
    }
}
