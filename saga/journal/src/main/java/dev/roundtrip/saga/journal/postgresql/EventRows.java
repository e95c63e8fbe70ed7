package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.EventRow;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Rows of {@code saga_event} as the client reads them. */
public final class EventRows {
    private EventRows() {}

    /** The event's columns, as they are; {@code row} has them all by their own names. */
    public static EventRow of(Row row) {
        var payload = row.getBuffer("payload");
        return new EventRow(
                row.getString("kind"),
                instant(row.getOffsetDateTime("at")),
                row.getString("step"),
                row.getInteger("attempt"),
                instant(row.getOffsetDateTime("due_at")),
                row.getString("steps"),
                row.getString("fault"),
                row.getString("reason"),
                row.getString("message"),
                row.getString("actor"),
                payload == null ? null : Payload.of(payload.getBytes()));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
