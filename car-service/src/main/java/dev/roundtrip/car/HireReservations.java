package dev.roundtrip.car;

import dev.roundtrip.participant.ConfirmationCodes;
import dev.roundtrip.participant.NativeSql;
import dev.roundtrip.participant.StepId;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** The reservations, and the car that a cancelled one gives back. */
@ApplicationScoped
class HireReservations {
    private final ConfirmationCodes codes;

    HireReservations(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /** Writes an active reservation and answers its confirmation code. The car is taken apart from that. */
    Uni<String> add(CarOrder order, BigDecimal price) {
        var values = Parameters.with("saga", order.step().sagaId())
                .and("step", order.step().step())
                .and("location", order.location())
                .and("class", order.classColumn())
                .and("first", order.hire().first())
                .and("end", order.hire().end())
                .and("traveller", order.traveller())
                .and("price", price)
                .and("currency", order.currency());
        return codes.unique(code -> NativeSql.update("""
                INSERT INTO car_reservation (confirmation_code, saga_id, step, location, car_class, pick_up, drop_off,
                    traveller_name, price, currency, status)
                VALUES (:code, :saga, :step, :location, :class, :first, :end, :traveller, :price, :currency, 'ACTIVE')
                ON CONFLICT (confirmation_code) DO NOTHING""", values.and("code", code)));
    }

    /** Ends an active reservation and gives its car back, day by day in the order in which they are taken. */
    Uni<Void> cancel(StepId step) {
        return NativeSql.update("""
                WITH cancelled AS (
                    UPDATE car_reservation SET status = 'CANCELLED', cancelled_at = now()
                    WHERE saga_id = :saga AND step = :step AND status = 'ACTIVE'
                    RETURNING location, car_class, pick_up, drop_off),
                locked AS (
                    SELECT d.location, d.car_class, d.day FROM cancelled c JOIN car_day d
                    ON d.location = c.location AND d.car_class = c.car_class
                        AND d.day >= c.pick_up AND d.day < c.drop_off
                    ORDER BY d.day FOR UPDATE OF d)
                UPDATE car_day d SET available = d.available + 1
                FROM locked
                WHERE d.location = locked.location AND d.car_class = locked.car_class AND d.day = locked.day""", Parameters.with("saga", step.sagaId()).and("step", step.step()))
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new IllegalStateException("there is no active reservation to give back, of " + step);
                    }
                })
                .replaceWithVoid();
    }
}
