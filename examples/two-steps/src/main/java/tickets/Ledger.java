package tickets;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The barrier: one row per step of a saga, which holds the first answer to it, and whether it was undone. */
final class Ledger {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS ledger (
                saga_id uuid, step text, answer text, refusal text, undone boolean NOT NULL DEFAULT false,
                PRIMARY KEY (saga_id, step))
            """;
    private static final String FIRST_ANSWER = """
            INSERT INTO ledger (saga_id, step, answer, refusal) VALUES ($1, $2, $3, $4)
            ON CONFLICT (saga_id, step) DO UPDATE SET undone = ledger.undone
            RETURNING answer, refusal, undone
            """;
    private static final String UNDO = """
            INSERT INTO ledger (saga_id, step, undone) VALUES ($1, $2, true)
            ON CONFLICT (saga_id, step) DO UPDATE SET undone = true
            """;

    private final Pool pool;

    Ledger(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> create() {
        return pool.query(TABLE).execute().replaceWithVoid();
    }

    /** Does it, with this answer, unless the step has had an answer before: then it is that one. */
    Uni<Outcome> confirm(StepCall<?> call, String answer) {
        return first(call, Tuple.of(call.sagaId(), call.step(), answer, null));
    }

    /** Says no, unless the step has had an answer before. */
    Uni<Outcome> refuse(StepCall<?> call, String reason) {
        return first(call, Tuple.of(call.sagaId(), call.step(), null, reason));
    }

    /** Undoes it, and sees to it that it is never done from now on, even if it was not done yet. */
    Uni<Outcome> undo(StepCall<?> call) {
        return pool.preparedQuery(UNDO)
                .execute(Tuple.of(call.sagaId(), call.step()))
                .invoke(() -> System.out.printf("%-8s undone%n", call.step()))
                .replaceWith(new Outcome.Confirmed(Payload.empty()));
    }

    private Uni<Outcome> first(StepCall<?> call, Tuple entry) {
        return pool.preparedQuery(FIRST_ANSWER)
                .execute(entry)
                .map(rows -> outcome(call, rows.iterator().next()));
    }

    private static Outcome outcome(StepCall<?> call, Row row) {
        var answer = row.getString("answer");
        var refusal = row.getString("refusal");
        System.out.printf("%-8s attempt %d: %s%n", call.step(), call.attempt(), answer == null ? refusal : answer);
        if (row.getBoolean("undone")) {
            return new Outcome.Superseded();
        }
        return answer == null
                ? new Outcome.Rejected(refusal, "The " + call.step() + " is refused.")
                : new Outcome.Confirmed(AnswerCodec.TEXT.encode(answer));
    }
}
