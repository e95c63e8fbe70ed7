package dev.roundtrip.flight;

import dev.roundtrip.participant.ConfirmationCodes;
import dev.roundtrip.participant.Leftovers;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.participant.StockChange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** The reservations, and the seats that a cancelled one gives back. */
@ApplicationScoped
class SeatReservations implements Leftovers {
    private static final String ADD = """
            INSERT INTO flight_reservation (confirmation_code, saga_id, step, flight_number, departure_date,
                passengers, traveller_name, price, currency, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'ACTIVE')
            ON CONFLICT (confirmation_code) DO NOTHING""";

    private static final String CANCEL = """
            UPDATE flight_reservation SET status = 'CANCELLED', cancelled_at = now()
            WHERE saga_id = $1 AND step = $2 AND status = 'ACTIVE'
            RETURNING flight_number, departure_date, passengers""";

    private static final String DELETE_CANCELLED = """
            DELETE FROM flight_reservation r
            USING unnest($1::uuid[], $2::text[]) AS settled (saga_id, step)
            WHERE r.saga_id = settled.saga_id AND r.step = settled.step AND r.status = 'CANCELLED'""";

    private final ConfirmationCodes codes;

    SeatReservations(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /** Writes an active reservation and answers its confirmation code. The seats are taken apart from that. */
    Uni<String> add(SqlClient transaction, SeatOrder order, Seats seats, BigDecimal price) {
        return codes.unique(code -> transaction
                .preparedQuery(ADD)
                .execute(Tuple.from(List.of(
                        code,
                        order.step().sagaId(),
                        order.step().step(),
                        seats.flightNumber(),
                        seats.date(),
                        seats.number(),
                        order.traveller(),
                        price,
                        order.currency())))
                .map(SqlResult::rowCount));
    }

    /** Ends the active reservation of a step, and says what that gives back: the seats it had taken. */
    Uni<StockChange> cancel(SqlClient transaction, StepId step) {
        return transaction
                .preparedQuery(CANCEL)
                .execute(Tuple.of(step.sagaId(), step.step()))
                .map(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("there is no active reservation to give back, of " + step);
                    }
                    var row = rows.iterator().next();
                    return new Seats(
                                    row.getString("flight_number"),
                                    row.getLocalDate("departure_date"),
                                    row.getInteger("passengers"))
                            .giveBack();
                });
    }

    @Override
    public Uni<Void> delete(SqlClient transaction, List<StepId> settled) {
        return transaction
                .preparedQuery(DELETE_CANCELLED)
                .execute(StepId.arrays(settled))
                .replaceWithVoid();
    }
}
