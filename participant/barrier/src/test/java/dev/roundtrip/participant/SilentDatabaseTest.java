package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.uuid.Generators;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.system.postgres.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose machine is gone without a word: nothing comes from it, and no connection to it is closed. */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "stock"),
        restrictToAnnotatedClass = true)
class SilentDatabaseTest {
    /** Longer than any limit of the barrier's own. */
    private static final int LIMIT_SECONDS = 45;

    @Inject
    Vertx vertx;

    @Inject
    ParticipantSettings settings;

    @Inject
    Pool direct;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private final Set<NetSocket> silent = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private NetServer line;
    private Pool pool;
    private Barrier barrier;

    @BeforeEach
    void stock() {
        direct.query("TRUNCATE stock, participant_ledger").execute().await().indefinitely();
        direct.query("INSERT INTO stock VALUES ('hot', 100)").execute().await().indefinitely();
    }

    private void connect(UnaryOperator<PgConnectOptions> options) {
        var database = PgConnectOptions.fromUri(url);
        line = vertx.createNetServer().connectHandler(caller -> join(caller, database));
        await(line.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture());
        pool = new Pool(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options.apply(new PgConnectOptions(database)
                        .setHost("127.0.0.1")
                        .setPort(line.actualPort())
                        .setUser(user)
                        .setPassword(password)))
                .using(vertx)
                .build());
        barrier = new Barrier(settings, pool, new Reads(settings), vertx);
    }

    @AfterEach
    void disconnect() {
        sockets.forEach(NetSocket::close);
        pool.close().await().indefinitely();
        await(line.close().toCompletionStage().toCompletableFuture());
    }

    @Test
    void aTillServesTheNextWhenTheConnectionOfTheLastHasFallenSilent() {
        connect(options -> options);
        assertTheNextIsServedAfterASilence();
    }

    /** Every statement is answered or cancelled within its time limit, so a longer silence is no database at work. */
    @Test
    void aConnectionThatNothingComesFromIsGivenUp() {
        connect(options -> (PgConnectOptions) options.setReadIdleTimeout(15));
        assertTheNextIsServedAfterASilence();
    }

    private void assertTheNextIsServedAfterASilence() {
        assertInstanceOf(Answer.Reserved.class, await(reserve()));
        silent.addAll(sockets);

        var lost = reserve();
        assertInstanceOf(StepFailed.class, failure(lost));

        assertInstanceOf(Answer.Reserved.class, await(reserve()));
    }

    private CompletableFuture<Answer> reserve() {
        var step = new StepId(Generators.timeBasedEpochRandomGenerator().generate(), "car");
        return barrier.reserve(step, "hot", ReserveCarRequest.getDefaultInstance(), transaction -> Uni.createFrom()
                        .item(new Verdict.Reserve(
                                CarReservation.getDefaultInstance(),
                                new StockChange(
                                        "hot",
                                        "UPDATE stock SET available = available + $2 WHERE name = $1",
                                        Tuple.of("hot", -1),
                                        1))))
                .subscribeAsCompletionStage();
    }

    private void join(NetSocket caller, PgConnectOptions database) {
        sockets.add(caller);
        caller.pause();
        vertx.createNetClient().connect(database.getPort(), database.getHost()).onSuccess(server -> {
            pass(caller, caller, server);
            pass(caller, server, caller);
            caller.resume();
        });
    }

    private void pass(NetSocket caller, NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!silent.contains(caller)) {
                to.write(bytes);
            }
        });
        from.closeHandler(closed -> to.close());
    }

    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call has no answer after " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Throwable failure(CompletableFuture<?> call) {
        var ended = call.handle((answer, failure) -> failure);
        var failure = await(ended);
        assertTrue(failure != null, "a call that should have failed was answered");
        return failure;
    }
}
