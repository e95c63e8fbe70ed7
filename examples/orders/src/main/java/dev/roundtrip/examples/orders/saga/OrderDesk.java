package dev.roundtrip.examples.orders.saga;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.examples.orders.participants.Carrier;
import dev.roundtrip.examples.orders.participants.Invoices;
import dev.roundtrip.examples.orders.participants.OrderBook;
import dev.roundtrip.examples.orders.participants.Payments;
import dev.roundtrip.examples.orders.participants.Report;
import dev.roundtrip.examples.orders.participants.Warehouse;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.postgresql.PostgresJournal;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.SingleThreadLoop;
import dev.roundtrip.saga.runtime.Started;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Takes orders, and carries them on: all that a program needs of the engine. Any number of desks may work on the same databases;
 * when one of them is gone, however that came, the others carry its orders on.
 */
public final class OrderDesk implements AutoCloseable {
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final OrderCodec codec = new OrderCodec();
    private final Pools pools;
    private final SingleThreadLoop loop;
    private final Journal journal;
    private final Sagas sagas;
    private final SagaEngine engine;

    private OrderDesk(Pools pools, SingleThreadLoop loop, Journal journal, Sagas sagas, SagaEngine engine) {
        this.pools = pools;
        this.loop = loop;
        this.journal = journal;
        this.sagas = sagas;
        this.engine = engine;
    }

    /** Opens a desk that people know by {@code name}. */
    public static OrderDesk open(String name, Databases databases) {
        var pools = new Pools();
        var sagas = Sagas.of(new Participants(
                new OrderBook(pools.to(databases.shop())),
                new Payments(pools.to(databases.payments())),
                new Warehouse(pools.to(databases.warehouse())),
                new Invoices(pools.to(databases.invoices())),
                new Carrier(pools.to(databases.carrier()))));
        var journal = new PostgresJournal(pools.to(databases.journal()), STATEMENT_LIMIT);
        var loop = new SingleThreadLoop("sagas of " + name);
        var engine = new SagaEngine(
                journal,
                loop,
                EngineSettings.defaults(name),
                sagas.all(),
                Generators.timeBasedEpochGenerator()::generate);
        engine.open().await().atMost(OPEN_LIMIT);
        return new OrderDesk(pools, loop, journal, sagas, engine);
    }

    /** What can be asked of it. */
    public Sagas sagas() {
        return sagas;
    }

    /** Where everything is recorded. */
    public Journal journal() {
        return journal;
    }

    /** Takes an order, once per order id. When this answers, the order is committed, and will be brought to an end. */
    public Uni<Started> place(SagaBlueprint<Order> saga, Order order) {
        return engine.start(saga, order.id(), codec.encode(order), order);
    }

    /** Has the carrier's message heard by the saga that waits for it, whichever desk carries that on. */
    public Uni<Answered> hear(Report report) {
        return engine.answer(report.sagaId(), report.step(), Direction.FORWARD, report.outcome());
    }

    /** Hands over what is not finished, and closes. */
    @Override
    public void close() {
        engine.drain().await().atMost(CLOSE_LIMIT);
        loop.close();
        pools.close();
    }
}
