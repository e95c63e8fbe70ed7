package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.EventRow;
import dev.roundtrip.saga.journal.RecordedEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** The events that are written with sagas, one list per column of {@code saga_event}. */
final class EventColumns {
    private static final String INTO_EVENTS = """
            INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault,
                                    reason, message, actor, payload)
            """;

    /** All columns but the saga's id, which is the parameter before these, as ten others of the saga's are. */
    private static final String WHAT_HAPPENED = """
            unnest($12::bigint[]) AS sequence, unnest($13::uuid[]) AS append_id, unnest($14::timestamptz[]) AS at,
            unnest($15::text[]) AS kind, unnest($16::text[]) AS step, unnest($17::int[]) AS attempt,
            unnest($18::timestamptz[]) AS due_at, unnest($19::text[]) AS steps, unnest($20::text[]) AS fault,
            unnest($21::text[]) AS reason, unnest($22::text[]) AS message, unnest($23::text[]) AS actor,
            unnest($24::bytea[]) AS payload
            """;

    /** Records the events of those sagas of a batch that the table {@code written} has the ids of. */
    static String recordedOf(String written) {
        return INTO_EVENTS + "SELECT e.* FROM (SELECT unnest($11::uuid[]) AS saga_id, " + WHAT_HAPPENED + ") e JOIN "
                + written + " USING (saga_id)";
    }

    /** Records the events of one saga, if the table {@code written} has a row. */
    static String recordedOfOne(String written) {
        return INTO_EVENTS + "SELECT $11::uuid AS saga_id, " + WHAT_HAPPENED + "FROM " + written;
    }

    private final List<UUID> sagaIds = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<UUID> appendIds = new ArrayList<>();
    private final List<OffsetDateTime> ats = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final List<OffsetDateTime> dueAts = new ArrayList<>();
    private final List<String> stepLists = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> actors = new ArrayList<>();
    private final List<Buffer> payloads = new ArrayList<>();

    void add(Saga saga, UUID appendId, List<SagaEvent> events) {
        long sequence = saga.sequence() - events.size();
        for (var event : events) {
            sequence++;
            var row = EventRow.of(event);
            sagaIds.add(saga.id());
            sequences.add(sequence);
            appendIds.add(appendId);
            ats.add(SagaColumns.time(row.at()));
            kinds.add(row.kind());
            steps.add(row.step());
            attempts.add(row.attempt());
            dueAts.add(SagaColumns.time(row.dueAt()));
            stepLists.add(row.steps());
            faults.add(row.fault());
            reasons.add(row.reason());
            messages.add(row.message());
            actors.add(row.actor());
            payloads.add(
                    row.payload() == null
                            ? null
                            : SagaColumns.buffer(row.payload().bytes()));
        }
    }

    /** Of many sagas. */
    void addTo(Tuple arguments) {
        arguments.addValue(sagaIds.toArray(UUID[]::new));
        addValuesTo(arguments);
    }

    /** Of one saga, whose id is one value. */
    void addOfOneTo(Tuple arguments) {
        arguments.addValue(sagaIds.getFirst());
        addValuesTo(arguments);
    }

    private void addValuesTo(Tuple arguments) {
        add(arguments, sequences, Long[]::new);
        add(arguments, appendIds, UUID[]::new);
        add(arguments, ats, OffsetDateTime[]::new);
        add(arguments, kinds, String[]::new);
        add(arguments, steps, String[]::new);
        add(arguments, attempts, Integer[]::new);
        add(arguments, dueAts, OffsetDateTime[]::new);
        add(arguments, stepLists, String[]::new);
        add(arguments, faults, String[]::new);
        add(arguments, reasons, String[]::new);
        add(arguments, messages, String[]::new);
        add(arguments, actors, String[]::new);
        add(arguments, payloads, Buffer[]::new);
    }

    private static <C> void add(Tuple arguments, List<C> column, IntFunction<C[]> array) {
        arguments.addValue(SagaColumns.toTheLastValue(column, array));
    }

    static RecordedEvent recorded(Row row) {
        return new RecordedEvent(
                row.getLong("sequence"),
                row.getUUID("append_id"),
                EventRows.of(row).toEvent());
    }
}
