package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTimerTest {
    private static final int LIMIT_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aRunThatFailedIsFollowedByTheNext() throws InterruptedException {
        var third = new CountDownLatch(3);
        var timer = timer(
                "5ms",
                new Expiry(null, settings(ParticipantSettings.class), settings(ExpirySettings.class), List.of()) {
                    @Override
                    public Uni<Long> runOnce(Instant now) {
                        third.countDown();
                        return third.getCount() == 2
                                ? Uni.createFrom().failure(new IllegalStateException("a bug, on purpose"))
                                : Uni.createFrom().item(0L);
                    }
                });

        timer.start(new StartupEvent());

        assertTrue(third.await(LIMIT_SECONDS, TimeUnit.SECONDS), "runs that were still to come: " + third.getCount());
        timer.stop(new ShutdownEvent());
    }

    @Test
    void aRunThatEndsAfterTheStopIsTheLast() throws Exception {
        var runs = new AtomicInteger();
        var began = new CountDownLatch(1);
        var end = new UniEmitter<?>[1];
        var timer = timer(
                "1ms",
                new Expiry(null, settings(ParticipantSettings.class), settings(ExpirySettings.class), List.of()) {
                    @Override
                    public Uni<Long> runOnce(Instant now) {
                        runs.incrementAndGet();
                        return Uni.createFrom().emitter(emitter -> {
                            end[0] = emitter;
                            began.countDown();
                        });
                    }
                });
        timer.start(new StartupEvent());
        assertTrue(began.await(LIMIT_SECONDS, TimeUnit.SECONDS), "no run has begun");

        timer.stop(new ShutdownEvent());
        var before = nextTimer();
        end[0].complete(null);

        assertEquals(before + 1, nextTimer(), "timers are numbered, and none was set in between");
        assertEquals(1, runs.get());
    }

    @Test
    void anIntervalOfZeroIsNever() {
        var runs = new AtomicInteger();
        var timer = timer(
                "0s", new Expiry(null, settings(ParticipantSettings.class), settings(ExpirySettings.class), List.of()) {
                    @Override
                    public Uni<Long> runOnce(Instant now) {
                        runs.incrementAndGet();
                        return Uni.createFrom().item(0L);
                    }
                });

        var before = nextTimer();
        timer.start(new StartupEvent());

        assertEquals(before + 1, nextTimer(), "timers are numbered, and none was set in between");
        assertEquals(0, runs.get());
    }

    private long nextTimer() {
        var id = vertx.setTimer(TimeUnit.HOURS.toMillis(1), never -> {});
        vertx.cancelTimer(id);
        return id;
    }

    private ExpiryTimer timer(String interval, Expiry expiry) {
        return new ExpiryTimer(vertx, expiry, settings(ExpirySettings.class, interval));
    }

    private static <S> S settings(Class<S> mapping) {
        return settings(mapping, "1h");
    }

    private static <S> S settings(Class<S> mapping, String interval) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ParticipantSettings.class)
                .withMapping(ExpirySettings.class)
                .withDefaultValue("roundtrip.participant.expiry-interval", interval)
                .build()
                .getConfigMapping(mapping);
    }
}
