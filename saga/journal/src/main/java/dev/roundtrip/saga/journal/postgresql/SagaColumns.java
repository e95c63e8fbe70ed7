package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Start;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What a statement is told of the sagas it writes, and after that of their events: an array for each column of a batch; one saga's columns
 * are values, and its events' are arrays.
 *
 * @param <T> how a saga is to be written
 */
final class SagaColumns<T> {
    static final SagaColumns<Start> OF_STARTS = new SagaColumns<>(
            List.of(
                    new Column<>(UUID[]::new, start -> start.saga().id()),
                    new Column<>(String[]::new, Start::requestId),
                    new Column<>(
                            io.vertx.core.buffer.Buffer[]::new,
                            start -> buffer(start.fingerprint().bytes())),
                    new Column<>(
                            String[]::new, start -> start.saga().definition().name()),
                    new Column<>(
                            Integer[]::new, start -> start.saga().definition().version()),
                    new Column<>(String[]::new, start -> start.saga().status().name()),
                    new Column<>(Long[]::new, start -> start.saga().sequence()),
                    new Column<>(UUID[]::new, Start::owner),
                    new Column<>(
                            OffsetDateTime[]::new, start -> time(start.saga().startedAt())),
                    new Column<>(OffsetDateTime[]::new, start -> endedAt(start.saga()))),
            Start::saga,
            Start::appendId,
            Start::events);

    static final SagaColumns<Append> OF_APPENDS = new SagaColumns<>(
            List.of(
                    new Column<>(UUID[]::new, append -> append.saga().id()),
                    new Column<>(Long[]::new, Append::expectedSequence),
                    new Column<>(UUID[]::new, append -> append.expectedOwner().orElse(null)),
                    new Column<>(UUID[]::new, append -> append.newOwner().orElse(null)),
                    new Column<>(String[]::new, append -> append.saga().status().name()),
                    new Column<>(Long[]::new, append -> append.saga().sequence()),
                    new Column<>(Boolean[]::new, Append::wish),
                    new Column<>(Boolean[]::new, append -> append.saga().stuck()),
                    new Column<>(
                            Boolean[]::new, append -> append.saga().pausedAt().isPresent()),
                    new Column<>(OffsetDateTime[]::new, append -> endedAt(append.saga()))),
            Append::saga,
            Append::appendId,
            Append::events);

    private final List<Column<T, ?>> columns;
    private final Function<T, Saga> saga;
    private final Function<T, UUID> appendId;
    private final Function<T, List<SagaEvent>> events;

    private SagaColumns(
            List<Column<T, ?>> columns,
            Function<T, Saga> saga,
            Function<T, UUID> appendId,
            Function<T, List<SagaEvent>> events) {
        this.columns = columns;
        this.saga = saga;
        this.appendId = appendId;
        this.events = events;
    }

    private record Column<T, C>(IntFunction<C[]> array, Function<T, C> value) {
        C[] of(List<T> batch) {
            var values = new ArrayList<C>(batch.size());
            for (var written : batch) {
                values.add(value.apply(written));
            }
            return toTheLastValue(values, array);
        }
    }

    Tuple ofBatch(List<T> batch) {
        var arguments = Tuple.tuple();
        columns.forEach(column -> arguments.addValue(column.of(batch)));
        var recorded = new EventColumns();
        batch.forEach(written -> add(written, recorded));
        recorded.addTo(arguments);
        return arguments;
    }

    Tuple ofOne(T written) {
        var arguments = Tuple.tuple();
        columns.forEach(column -> arguments.addValue(column.value().apply(written)));
        var recorded = new EventColumns();
        add(written, recorded);
        recorded.addOfOneTo(arguments);
        return arguments;
    }

    UUID idOf(T written) {
        return saga.apply(written).id();
    }

    private void add(T written, EventColumns recorded) {
        recorded.add(saga.apply(written), appendId.apply(written), events.apply(written));
    }

    /**
     * PostgreSQL fills up with nulls what ends first of columns that it takes apart side by side. Most columns are null of most
     * events, and then there is nothing to send and to read. There are as many rows as the longest column has values: one that is
     * never null, as the saga's id and the event's sequence, has to be among them.
     */
    static <C> C[] toTheLastValue(List<C> column, IntFunction<C[]> array) {
        int values = column.size();
        while (values > 0 && column.get(values - 1) == null) {
            values--;
        }
        return column.subList(0, values).toArray(array);
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
