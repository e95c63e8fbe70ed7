package dev.roundtrip.orchestrator.api;

import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.serving.TurnedAway;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns callers who want to book by gRPC away at the door while there is no room for one more trip, before their message is as much
 * as read: in an overload those are most of what there is, and whatever is spent on them is not spent on trips. Nothing is
 * known of them, not even whether their trip is there already; so a few of them come in all the same, who find theirs if it is.
 */
@ApplicationScoped
class BookingGate {
    /** Before {@link dev.roundtrip.serving.GrpcGate} too, which looks at every header. */
    private static final int FIRST = -1100;

    private static final String METHOD = "/roundtrip.trip.v1.TripService/BookTrip";
    /** Room for so long is soon filled, and to look costs little. */
    private static final long LOOK_MILLIS = 10;

    private static final Duration BETWEEN_BESIDES = Duration.ofMillis(5);

    private final Vertx vertx;
    private final SagaEngine engine;
    private final Room room = new Room(BETWEEN_BESIDES, System.nanoTime());
    private final TurnedAway turnedAway = new TurnedAway(TripDesk::busy);
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long timer;

    BookingGate(Vertx vertx, SagaEngine engine) {
        this.vertx = vertx;
        this.engine = engine;
    }

    void stand(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter);
    }

    void start(@Observes StartupEvent start) {
        timer = vertx.setPeriodic(LOOK_MILLIS, due -> look());
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    /** One look at a time: a loop that is late has enough to do. */
    private void look() {
        if (looking.compareAndSet(false, true)) {
            engine.room()
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    // Who can't be asked, as its loop is closed, says what there is to say to those who come in.
                    .with(room::is, failure -> room.is(Integer.MAX_VALUE));
        }
    }

    private void enter(RoutingContext call) {
        if (!isBooking(call) || room.takes(System.nanoTime())) {
            call.next();
        } else {
            turnedAway.answer(call.response());
        }
    }

    private static boolean isBooking(RoutingContext call) {
        return call.request().version() == HttpVersion.HTTP_2
                && METHOD.equals(call.request().path());
    }
}
