package tickets;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.postgresql.PostgresJournal;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.SingleThreadLoop;
import dev.roundtrip.saga.runtime.Started;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** Sells one ticket. Its arguments: the database's address, the order's number, who buys. */
final class Tickets {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SagaBlueprint<Booking> saga;
    private final Journal journal;
    private final SagaEngine engine;

    private Tickets(SagaBlueprint<Booking> saga, Journal journal, SagaEngine engine) {
        this.saga = saga;
        this.journal = journal;
        this.engine = engine;
    }

    public static void main(String[] arguments) {
        System.out.println("process " + ProcessHandle.current().pid());
        // The database gives up before the engine does: a row that somebody keeps locked is its saga's trouble alone.
        var database = PgConnectOptions.fromUri(arguments[0])
                .addProperty("lock_timeout", "1000")
                .addProperty("statement_timeout", "4000");
        migrate(database);
        var vertx = Vertx.vertx();
        var pool = PgBuilder.pool().connectingTo(database).using(vertx).build();
        var ledger = new Ledger(pool);
        ledger.create().await().atMost(LIMIT);

        var saga = TicketSaga.blueprint(new BoxOffice(ledger), new Bank(ledger));
        var journal = new PostgresJournal(pool, Duration.ofSeconds(5));
        try (var loop = new SingleThreadLoop("sagas")) {
            var engine = new SagaEngine(
                    journal,
                    loop,
                    EngineSettings.defaults("tickets"),
                    List.of(saga),
                    Generators.timeBasedEpochGenerator()::generate);
            engine.open().await().atMost(LIMIT);
            new Tickets(saga, journal, engine).sell(arguments[1], new Booking(arguments[2], "fado"));
            engine.drain().await().atMost(LIMIT);
        }
        vertx.closeAndAwait();
        // The bank's slowness is a timer of Mutiny's, whose threads would keep the process from ending.
        System.exit(0);
    }

    /** Makes the journal's tables: their migrations are in its jar. */
    private static void migrate(PgConnectOptions database) {
        var url =
                "jdbc:postgresql://%s:%d/%s".formatted(database.getHost(), database.getPort(), database.getDatabase());
        Flyway.configure()
                .dataSource(url, database.getUser(), database.getPassword())
                .locations("db/journal")
                .load()
                .migrate();
    }

    private void sell(String orderNumber, Booking booking) {
        var fingerprint = Booking.CODEC.encode(booking);
        var started =
                engine.start(saga, orderNumber, fingerprint, booking).await().atMost(LIMIT);
        var ended = ended(idOf(started)).await().atMost(LIMIT);
        System.out.println(ended.status()
                + ended.cause()
                        .map(cause -> ": " + cause.step() + " " + cause.reason())
                        .orElse(""));
    }

    private static UUID idOf(Started started) {
        return switch (started) {
            case Started.Accepted accepted -> accepted.sagaId();
            case Started.Repeated repeated -> repeated.sagaId();
            case Started.Conflicting conflicting ->
                throw new IllegalArgumentException("That number was used for another order.");
            case Started.NoLongerKept gone ->
                throw new IllegalArgumentException("That order is over: " + gone.status() + ".");
            case Started.Busy busy -> throw new IllegalStateException("Too many at once: try again.");
            case Started.Stopping stopping -> throw new IllegalStateException("Stopping: ask elsewhere.");
        };
    }

    /** What a saga came to. The engine tells of those that it carries on just now, the journal of all. */
    private Uni<Saga> ended(UUID sagaId) {
        return engine.whenEnded(sagaId).onFailure(NoLongerHere.class).recoverWithUni(() -> journal.read(sagaId)
                .map(found -> found.orElseThrow().replay(saga.definition()))
                .repeat()
                .withDelay(Duration.ofMillis(200))
                .whilst(found -> !found.status().isFinal())
                .collect()
                .last());
    }
}
