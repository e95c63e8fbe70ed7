package dev.roundtrip.flight;

import dev.roundtrip.participant.ConfirmationCodes;
import dev.roundtrip.participant.NativeSql;
import dev.roundtrip.participant.StepId;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** The reservations, and the seats that a cancelled one gives back. */
@ApplicationScoped
class SeatReservations {
    private final ConfirmationCodes codes;

    SeatReservations(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /** Writes an active reservation and answers its confirmation code. The seats are taken apart from that. */
    Uni<String> add(SeatOrder order, FlightId flight, BigDecimal price) {
        var values = Parameters.with("saga", order.step().sagaId())
                .and("step", order.step().step())
                .and("number", flight.flightNumber())
                .and("date", flight.departureDate())
                .and("passengers", order.passengers())
                .and("traveller", order.traveller())
                .and("price", price)
                .and("currency", order.currency());
        return codes.unique(code -> NativeSql.update("""
                INSERT INTO flight_reservation (confirmation_code, saga_id, step, flight_number, departure_date,
                    passengers, traveller_name, price, currency, status)
                VALUES (:code, :saga, :step, :number, :date, :passengers, :traveller, :price, :currency, 'ACTIVE')
                ON CONFLICT (confirmation_code) DO NOTHING""", values.and("code", code)));
    }

    /** Ends an active reservation and gives its seats back. */
    Uni<Void> cancel(StepId step) {
        return NativeSql.update("""
                WITH cancelled AS (
                    UPDATE flight_reservation SET status = 'CANCELLED', cancelled_at = now()
                    WHERE saga_id = :saga AND step = :step AND status = 'ACTIVE'
                    RETURNING flight_number, departure_date, passengers)
                UPDATE flight f SET available = f.available + cancelled.passengers
                FROM cancelled
                WHERE f.flight_number = cancelled.flight_number AND f.departure_date = cancelled.departure_date""", Parameters.with("saga", step.sagaId()).and("step", step.step()))
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new IllegalStateException("there is no active reservation to give back, of " + step);
                    }
                })
                .replaceWithVoid();
    }
}
