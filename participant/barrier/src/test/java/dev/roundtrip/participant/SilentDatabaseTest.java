package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.system.postgres.PostgresBehindAWire;
import dev.roundtrip.system.postgres.Wire;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose machine is gone without a word: nothing comes from it, and no connection to it is closed. */
@QuarkusTest
@TestProfile(SilentDatabaseTest.SoonNoticed.class)
@QuarkusTestResource(
        value = PostgresBehindAWire.class,
        initArgs = @ResourceArg(name = "database", value = "stock"),
        restrictToAnnotatedClass = true)
class SilentDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The application's own pool, with the same settings as ever, only shorter ones. */
    public static final class SoonNoticed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "roundtrip.participant.database-silence-limit", "3s",
                    "roundtrip.participant.max-wait", "60s",
                    "roundtrip.participant.expiry-interval", "0s",
                    "roundtrip.database.statistics-interval", "0s",
                    "quarkus.datasource.reactive.idle-timeout", "0.5S",
                    "quarkus.datasource.reactive.additional-properties.statement_timeout", "1000");
        }
    }

    @Inject
    Barrier barrier;

    @Inject
    Expiry expiry;

    @Inject
    CallErrors errors;

    @Inject
    Pool pool;

    @Inject
    DataSource direct;

    Wire wire;

    @BeforeEach
    void stock() throws SQLException {
        try (var connection = direct.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE stock, participant_ledger");
            statement.execute("INSERT INTO stock VALUES ('hot', 100)");
        }
    }

    @AfterEach
    void speak() {
        wire.speak();
    }

    @Test
    void aTillServesTheNextWhenTheConnectionOfTheLastHasFallenSilent() {
        var begun = new CompletableFuture<Void>();
        var goOn = new CompletableFuture<Verdict>();
        var lost = reserve(Uni.createFrom().deferred(() -> {
            begun.complete(null);
            return Uni.createFrom().completionStage(goOn);
        }));
        await(begun);
        wire.forgetConnections();
        var behind = reserve(Uni.createFrom().item(takeOne()));
        goOn.complete(takeOne());

        assertUnavailable(lost);
        assertInstanceOf(Answer.Reserved.class, await(behind));
    }

    @Test
    void cancelsAndReadsAreToldAndServedAfterwards() {
        assertToldAndServedAfterwards(() -> barrier.cancel(newStep(), SilentDatabaseTest::nothingToUndo));
        assertToldAndServedAfterwards(() -> barrier.find(newStep()));
    }

    @Test
    void expiryIsToldAndGoesOnAfterwards() {
        assertToldAndServedAfterwards(() -> expiry.runOnce(Instant.now()));
    }

    /** The readiness check is a query like this one, on the same pool. */
    @Test
    void healthIsToldAndServedAfterwards() {
        assertToldAndServedAfterwards(() -> pool.query("SELECT 1").execute());
    }

    @Test
    void whatNobodyNeedsIsDroppedWithoutHarm() {
        assertInstanceOf(Answer.Reserved.class, await(reserve(Uni.createFrom().item(takeOne()))));
        wire.awaitNobodyConnected(LIMIT);
        assertInstanceOf(Answer.Reserved.class, await(reserve(Uni.createFrom().item(takeOne()))));
    }

    private void assertToldAndServedAfterwards(Supplier<Uni<?>> call) {
        await(started(call.get()));
        wire.fallSilent();
        assertUnavailable(started(call.get()));
        wire.speak();
        awaitServed(call);
    }

    /** Asks again as long as it is told to: there may be more connections than one that are silent. */
    private void awaitServed(Supplier<Uni<?>> call) {
        var end = System.nanoTime() + LIMIT.toNanos();
        for (var failure = failure(started(call.get())); failure.isPresent(); failure = failure(started(call.get()))) {
            assertEquals(Status.Code.UNAVAILABLE, told(failure.get()));
            if (System.nanoTime() > end) {
                throw new AssertionError("not served within " + LIMIT, failure.get());
            }
        }
    }

    private CompletableFuture<Answer> reserve(Uni<Verdict> decision) {
        return started(
                barrier.reserve(newStep(), "hot", ReserveCarRequest.getDefaultInstance(), transaction -> decision));
    }

    private static Verdict takeOne() {
        return new Verdict.Reserve(
                CarReservation.getDefaultInstance(),
                new StockChange(
                        "hot", "UPDATE stock SET available = available + $2 WHERE name = $1", Tuple.of("hot", -1), 1));
    }

    private static Uni<StockChange> nothingToUndo(SqlClient transaction) {
        return Uni.createFrom().failure(new AssertionError("nothing was reserved"));
    }

    private static StepId newStep() {
        return new StepId(Generators.timeBasedEpochRandomGenerator().generate(), "car");
    }

    private void assertUnavailable(CompletableFuture<?> call) {
        var failure = failure(call).orElse(null);
        assertNotNull(failure, "a call was answered by a database that says nothing");
        assertEquals(Status.Code.UNAVAILABLE, told(failure));
    }

    private Status.Code told(Throwable failure) {
        return Status.fromThrowable(errors.transform(failure)).getCode();
    }

    private static <T> CompletableFuture<T> started(Uni<T> call) {
        return call.subscribeAsCompletionStage();
    }

    private static Optional<Throwable> failure(CompletableFuture<?> call) {
        return await(call.handle((answer, failure) -> Optional.ofNullable(failure)));
    }

    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call has no answer after " + LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
