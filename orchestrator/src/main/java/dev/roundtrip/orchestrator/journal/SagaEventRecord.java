package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.EventRow;
import dev.roundtrip.saga.journal.postgresql.EventRows;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/**
 * An event in the journal, readable or not.
 *
 * @param sequence its number within its saga
 * @param columns what is written of it
 */
public record SagaEventRecord(long sequence, EventRow columns) {
    /** Of an event {@code e}. */
    static final String COLUMNS =
            "e.sequence, e.at, e.kind, e.step, e.attempt, e.due_at, e.steps, e.fault, e.reason, e.message, e.actor, e.payload";

    /** Empty where a saga is listed without an event. */
    static Optional<SagaEventRecord> of(Row row) {
        return Optional.ofNullable(row.getLong("sequence"))
                .map(sequence -> new SagaEventRecord(sequence, EventRows.of(row)));
    }

    /** What it says. */
    SagaEvent toEvent() {
        return columns.toEvent();
    }
}
