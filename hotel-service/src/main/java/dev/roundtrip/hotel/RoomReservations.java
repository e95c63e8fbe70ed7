package dev.roundtrip.hotel;

import dev.roundtrip.participant.ConfirmationCodes;
import dev.roundtrip.participant.NativeSql;
import dev.roundtrip.participant.StepId;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** The reservations, and the rooms that a cancelled one gives back. */
@ApplicationScoped
class RoomReservations {
    private final ConfirmationCodes codes;

    RoomReservations(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /** Writes an active reservation and answers its confirmation code. The rooms are taken apart from that. */
    Uni<String> add(RoomOrder order, BigDecimal price) {
        var values = Parameters.with("saga", order.step().sagaId())
                .and("step", order.step().step())
                .and("hotel", order.hotelId())
                .and("first", order.stay().first())
                .and("end", order.stay().end())
                .and("rooms", order.rooms())
                .and("traveller", order.traveller())
                .and("price", price)
                .and("currency", order.currency());
        return codes.unique(code -> NativeSql.update("""
                INSERT INTO hotel_reservation (confirmation_code, saga_id, step, hotel_id, check_in, check_out, rooms,
                    traveller_name, price, currency, status)
                VALUES (:code, :saga, :step, :hotel, :first, :end, :rooms, :traveller, :price, :currency, 'ACTIVE')
                ON CONFLICT (confirmation_code) DO NOTHING""", values.and("code", code)));
    }

    /** Ends an active reservation and gives its rooms back, night by night in the order in which they are taken. */
    Uni<Void> cancel(StepId step) {
        return NativeSql.update("""
                WITH cancelled AS (
                    UPDATE hotel_reservation SET status = 'CANCELLED', cancelled_at = now()
                    WHERE saga_id = :saga AND step = :step AND status = 'ACTIVE'
                    RETURNING hotel_id, check_in, check_out, rooms),
                locked AS (
                    SELECT n.hotel_id, n.night, c.rooms FROM cancelled c JOIN room_night n
                    ON n.hotel_id = c.hotel_id AND n.night >= c.check_in AND n.night < c.check_out
                    ORDER BY n.night FOR UPDATE OF n)
                UPDATE room_night n SET available = n.available + locked.rooms
                FROM locked
                WHERE n.hotel_id = locked.hotel_id AND n.night = locked.night""", Parameters.with("saga", step.sagaId()).and("step", step.step()))
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new IllegalStateException("there is no active reservation to give back, of " + step);
                    }
                })
                .replaceWithVoid();
    }
}
