package dev.roundtrip.hotel;

import dev.roundtrip.participant.ConfirmationCodes;
import dev.roundtrip.participant.Leftovers;
import dev.roundtrip.participant.StepId;
import dev.roundtrip.participant.StockChange;
import dev.roundtrip.wire.Period;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/** The reservations, and the rooms that a cancelled one gives back. */
@ApplicationScoped
class RoomReservations implements Leftovers {
    private static final String ADD = """
            INSERT INTO hotel_reservation (confirmation_code, saga_id, step, hotel_id, check_in, check_out, rooms,
                traveller_name, price, currency, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'ACTIVE')
            ON CONFLICT (confirmation_code) DO NOTHING""";

    private static final String CANCEL = """
            UPDATE hotel_reservation SET status = 'CANCELLED', cancelled_at = now()
            WHERE saga_id = $1 AND step = $2 AND status = 'ACTIVE'
            RETURNING hotel_id, check_in, check_out, rooms""";

    private static final String DELETE_CANCELLED = """
            DELETE FROM hotel_reservation r
            USING unnest($1::uuid[], $2::text[]) AS settled (saga_id, step)
            WHERE r.saga_id = settled.saga_id AND r.step = settled.step AND r.status = 'CANCELLED'""";

    private final ConfirmationCodes codes;

    RoomReservations(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /** Writes an active reservation and answers its confirmation code. The rooms are taken apart from that. */
    Uni<String> add(SqlClient transaction, RoomOrder order, BigDecimal price) {
        return codes.unique(code -> transaction
                .preparedQuery(ADD)
                .execute(Tuple.from(List.of(
                        code,
                        order.step().sagaId(),
                        order.step().step(),
                        order.hotelId(),
                        order.stay().first(),
                        order.stay().end(),
                        order.rooms(),
                        order.traveller(),
                        price,
                        order.currency())))
                .map(SqlResult::rowCount));
    }

    /** Ends the active reservation of a step, and says what that gives back: the rooms it had taken. */
    Uni<StockChange> cancel(SqlClient transaction, StepId step) {
        return transaction
                .preparedQuery(CANCEL)
                .execute(Tuple.of(step.sagaId(), step.step()))
                .map(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("there is no active reservation to give back, of " + step);
                    }
                    var row = rows.iterator().next();
                    return new Rooms(
                                    row.getString("hotel_id"),
                                    new Period(row.getLocalDate("check_in"), row.getLocalDate("check_out")),
                                    row.getInteger("rooms"))
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
