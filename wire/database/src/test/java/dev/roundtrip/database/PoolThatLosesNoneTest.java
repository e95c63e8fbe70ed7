package dev.roundtrip.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.system.postgres.PostgresServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a pool of one, whose connection belongs to one thread, is held by another and is waited for by a third. */
class PoolThatLosesNoneTest {
    private static final int LIMIT_SECONDS = 20;
    private static final int PATIENCE_SECONDS = 1;

    private static PostgresServer postgres;

    private final VertxInternal vertx = (VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(4));
    private final Context owner = vertx.createEventLoopContext();
    private final Context holder = vertx.createEventLoopContext();
    private final Context waiter = vertx.createEventLoopContext();
    private Pool pool;

    private record Input(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @BeforeAll
    static void start() {
        postgres = PostgresServer.throwaway();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** A connection that is silent is not given up while this test runs: that would hide that nobody has it. */
    @BeforeEach
    void open() throws Exception {
        var database = postgres.database("pool");
        var options = new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.role())
                .setPassword(database.password());
        pool = pool(options);
        // The connection is made here, by a query, which is waited for without a limit: the first that a JVM makes
        // can take longer than the patience that is tried below.
        await(on(owner, () -> pool.query("SELECT 1").execute()));
    }

    private Pool pool(PgConnectOptions database) {
        var one = new PoolOptions()
                .setMaxSize(1)
                .setConnectionTimeout(PATIENCE_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return new SilenceLimit("silence-limit", Duration.ofMinutes(10))
                .pools()
                .create(new Input(vertx, one, List.of(database)));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForTooLongIsToldAndTheConnectionIsThereForTheNext() throws Exception {
        var held = got(holder);
        var late = on(waiter, pool::getConnection);
        assertTold(late);
        await(on(holder, held::close));
        await(on(waiter, got(waiter)::close));
    }

    /** As the orchestrator's readers ask. */
    @Test
    void whoAsksWithAConnectionOfItsOwnIsToldAsWell() throws Exception {
        var held = got(holder);
        var late = on(
                waiter,
                () -> pool.withConnection(
                        connection -> connection.query("SELECT 1").execute()));
        assertTold(late);
        await(on(holder, held::close));
    }

    @Test
    void aConnectionThatIsOnItsWayWhenTheTimeIsUpIsNotLost() throws Exception {
        var held = got(holder);
        var late = on(waiter, pool::getConnection);
        // What its owner's thread has to do now is to hand the connection on, and it doesn't come to that.
        var handOn = new CountDownLatch(1);
        owner.runOnContext(nothing -> awaitUninterrupted(handOn));
        await(on(holder, held::close));
        assertTold(late);
        handOn.countDown();
        assertEquals(1, pool.size());
        await(on(holder, got(holder)::close));
    }

    /** The client's own limit goes on running when a query has failed before, and then fails it once more. */
    @Test
    void aQueryThatFailedBecauseTheDatabaseIsAwayFailsOnce() throws Exception {
        var errors = new ConcurrentLinkedQueue<Throwable>();
        vertx.exceptionHandler(errors::add);
        var nowhere = pool(new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(unused())
                .setDatabase("any")
                .setUser("any"));
        var query = on(waiter, () -> nowhere.query("SELECT 1").execute());
        assertThrows(ExecutionException.class, () -> query.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        var later = new CountDownLatch(1);
        waiter.runOnContext(nothing -> vertx.setTimer(2 * PATIENCE_SECONDS * 1000L, id -> later.countDown()));
        assertTrue(later.await(LIMIT_SECONDS, TimeUnit.SECONDS), "the time that it may take did not pass");
        assertEquals(List.of(), List.copyOf(errors));
    }

    private static int unused() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private SqlConnection got(Context by) {
        try {
            return await(on(by, pool::getConnection));
        } catch (Exception e) {
            throw new AssertionError("no connection came", e);
        }
    }

    private static void assertTold(CompletableFuture<?> late) {
        var told = assertThrows(ExecutionException.class, () -> late.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertTrue(told.getCause().getMessage().startsWith("Timeout"), told::toString);
    }

    private static <T> T await(CompletableFuture<T> answer) throws Exception {
        return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static <T> CompletableFuture<T> on(Context context, Supplier<Future<T>> task) {
        var answer = new CompletableFuture<T>();
        context.runOnContext(
                nothing -> task.get().onSuccess(answer::complete).onFailure(answer::completeExceptionally));
        return answer;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
