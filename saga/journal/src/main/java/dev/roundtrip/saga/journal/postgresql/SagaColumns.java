package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Start;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Batches as one array per column, sagas first, then their events. */
final class SagaColumns {
    private SagaColumns() {}

    static Tuple ofStarts(List<Start> starts) {
        var tuple = Tuple.tuple()
                .addValue(column(starts, UUID[]::new, start -> start.saga().id()))
                .addValue(column(starts, String[]::new, Start::requestId))
                .addValue(column(
                        starts,
                        io.vertx.core.buffer.Buffer[]::new,
                        start -> buffer(start.fingerprint().bytes())))
                .addValue(column(starts, String[]::new, start -> start.saga()
                        .definition()
                        .name()))
                .addValue(column(starts, Integer[]::new, start -> start.saga()
                        .definition()
                        .version()))
                .addValue(column(
                        starts, String[]::new, start -> start.saga().status().name()))
                .addValue(column(starts, Long[]::new, start -> start.saga().sequence()))
                .addValue(column(starts, UUID[]::new, Start::owner))
                .addValue(column(
                        starts,
                        OffsetDateTime[]::new,
                        start -> time(start.saga().startedAt())))
                .addValue(column(starts, OffsetDateTime[]::new, start -> endedAt(start.saga())));
        var events = new EventColumns();
        starts.forEach(start -> events.add(start.saga(), start.appendId(), start.events()));
        return events.appendTo(tuple);
    }

    static Tuple ofAppends(List<Append> appends) {
        var tuple = Tuple.tuple()
                .addValue(column(appends, UUID[]::new, append -> append.saga().id()))
                .addValue(column(appends, Long[]::new, Append::expectedSequence))
                .addValue(column(
                        appends, UUID[]::new, append -> append.expectedOwner().orElse(null)))
                .addValue(
                        column(appends, UUID[]::new, append -> append.newOwner().orElse(null)))
                .addValue(column(
                        appends, String[]::new, append -> append.saga().status().name()))
                .addValue(column(appends, Long[]::new, append -> append.saga().sequence()))
                .addValue(column(appends, Boolean[]::new, Append::wish))
                .addValue(
                        column(appends, Boolean[]::new, append -> append.saga().stuck()))
                .addValue(column(appends, Boolean[]::new, append -> append.saga()
                        .pausedAt()
                        .isPresent()))
                .addValue(column(appends, OffsetDateTime[]::new, append -> endedAt(append.saga())));
        var events = new EventColumns();
        appends.forEach(append -> events.add(append.saga(), append.appendId(), append.events()));
        return events.appendTo(tuple);
    }

    private static <T, C> C[] column(List<T> rows, IntFunction<C[]> array, Function<T, C> value) {
        var column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private static OffsetDateTime endedAt(Saga saga) {
        return saga.endedAt().map(SagaColumns::time).orElse(null);
    }

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static io.vertx.core.buffer.Buffer buffer(byte[] bytes) {
        return Buffer.buffer(bytes).getDelegate();
    }
}
