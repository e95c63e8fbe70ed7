package dev.roundtrip.car;

import dev.roundtrip.participant.NativeSql;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.List;

/** What is hired out on one day. Read as an entity, changed by statements that take or nothing. */
@Entity
@Table(name = "car_day")
class CarDay extends PanacheEntityBase {
    @EmbeddedId
    CarDayId id;

    int available;

    BigDecimal price;

    String currency;

    /** The days of a hire that are offered, in order. */
    static Uni<List<CarDay>> of(CarOrder order) {
        return list(
                "id.location = ?1 and id.carClass = ?2 and id.day >= ?3 and id.day < ?4",
                Sort.by("id.day"),
                order.location(),
                order.classColumn(),
                order.hire().first(),
                order.hire().end());
    }

    static Uni<Boolean> anyAt(String location) {
        return find("id.location", location).page(0, 1).list().map(found -> !found.isEmpty());
    }

    /**
     * Takes a car for every day of a hire that has one left, and says whether that was every one: if not, the
     * transaction must not be committed. Days are locked in order, so that hires that overlap wait and don't deadlock.
     */
    static Uni<Boolean> take(CarOrder order) {
        return NativeSql.update(
                        """
                WITH locked AS (
                    SELECT day FROM car_day
                    WHERE location = :location AND car_class = :class AND day >= :first AND day < :end
                        AND available >= 1
                    ORDER BY day FOR UPDATE)
                UPDATE car_day d SET available = d.available - 1
                FROM locked
                WHERE d.location = :location AND d.car_class = :class AND d.day = locked.day""",
                        Parameters.with("location", order.location())
                                .and("class", order.classColumn())
                                .and("first", order.hire().first())
                                .and("end", order.hire().end()))
                .map(rows -> rows == order.hire().days());
    }
}
