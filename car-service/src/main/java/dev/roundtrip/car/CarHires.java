package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.participant.Verdict;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** Decides whether a car is hired out: for every day or for none. */
@ApplicationScoped
class CarHires {
    private static final String IS_KNOWN = "SELECT EXISTS (SELECT 1 FROM car_day WHERE location = $1) AS known";

    private final HireReservations reservations;

    CarHires(HireReservations reservations) {
        this.reservations = reservations;
    }

    Uni<Verdict> decide(SqlClient transaction, CarOrder order) {
        return DayOffer.of(transaction, order)
                .chain(days -> days.size() < order.hire().days()
                        ? notOffered(transaction, order)
                        : decide(transaction, order, days));
    }

    private static Uni<Verdict> notOffered(SqlClient transaction, CarOrder order) {
        return transaction
                .preparedQuery(IS_KNOWN)
                .execute(Tuple.of(order.location()))
                .map(rows -> rows.iterator().next().getBoolean("known")
                        ? Verdict.reject("NOT_ON_SALE", "The class is not offered there on every day of the hire.")
                        : Verdict.reject("NO_SUCH_LOCATION", "There are no cars at " + order.location() + "."));
    }

    private Uni<Verdict> decide(SqlClient transaction, CarOrder order, List<DayOffer> days) {
        if (!days.stream().allMatch(day -> day.currency().equals(order.currency()))) {
            return reject("CURRENCY_NOT_OFFERED", "The car is not hired out in " + order.currency() + ".");
        }
        return days.stream()
                .filter(day -> day.available() == 0)
                .findFirst()
                .map(full -> reject("SOLD_OUT", "No car of the class is left on " + full.day() + "."))
                .orElseGet(() -> hireOut(transaction, order, days));
    }

    private static Uni<Verdict> reject(String reason, String message) {
        return Uni.createFrom().item(Verdict.reject(reason, message));
    }

    private Uni<Verdict> hireOut(SqlClient transaction, CarOrder order, List<DayOffer> days) {
        var price = days.stream().map(DayOffer::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        return reservations
                .add(transaction, order, price)
                .map(code -> new Verdict.Reserve(
                        CarReservation.newBuilder()
                                .setConfirmationCode(code)
                                .setLocation(order.location())
                                .setCarClass(order.carClass())
                                .setPickUp(Dates.toDate(order.hire().first()))
                                .setDropOff(Dates.toDate(order.hire().end()))
                                .setPrice(Amounts.toMoney(price, order.currency()))
                                .build(),
                        new HiredCar(order.location(), order.classColumn(), order.hire()).take()));
    }
}
