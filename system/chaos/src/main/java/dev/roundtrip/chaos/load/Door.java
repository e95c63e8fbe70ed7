package dev.roundtrip.chaos.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc.SagaOperationsServiceBlockingStub;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.ListTripsResponse;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripServiceGrpc.TripServiceBlockingStub;
import dev.roundtrip.trip.v1.WatchTripRequest;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One orchestrator as its clients reach it. Every call ends within its deadline, whatever becomes of the other side.
 *
 * @implNote a connection that went silent is given up by the pings, or every later call would run into its silence.
 */
final class Door implements AutoCloseable {
    /** How long a call may take that has nothing to wait for. */
    static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** How long a watcher stays before coming back from where it was. */
    private static final Duration ONE_WATCH = Duration.ofSeconds(20);

    private static final Duration PING_EVERY = Duration.ofSeconds(10);
    private static final Duration PING_LIMIT = Duration.ofSeconds(3);
    private static final JsonFormat.Printer JSON = JsonFormat.printer();

    private final String address;
    private final ManagedChannel channel;
    private final HttpClient http;

    /** Connects when it is first used, and again whenever that is needed. */
    Door(String address) {
        this.address = address;
        channel = NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .keepAliveTime(PING_EVERY.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PING_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .build();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PING_LIMIT)
                .build();
    }

    /** Host and port. */
    String address() {
        return address;
    }

    Answer<Trip> book(BookTripRequest request, Duration within) {
        return ask(() -> trips(within).bookTrip(request).getTrip());
    }

    /** The same over REST. */
    Answer<Trip> bookOverRest(BookTripRequest request, Duration within) {
        var call = HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/trips"))
                .header("Content-Type", "application/json")
                .timeout(within)
                .POST(HttpRequest.BodyPublishers.ofString(json(request)))
                .build();
        return overRest(call);
    }

    Answer<Trip> trip(String tripId) {
        return ask(() -> trips(AT_ONCE)
                .getTrip(GetTripRequest.newBuilder().setTripId(tripId).build())
                .getTrip());
    }

    /** The same over REST. */
    Answer<Trip> tripOverRest(String tripId) {
        return overRest(HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/trips/" + tripId))
                .timeout(AT_ONCE)
                .build());
    }

    Answer<ListTripsResponse> list(ListTripsRequest request) {
        return ask(() -> trips(AT_ONCE).listTrips(request));
    }

    Answer<Trip> cancel(String tripId) {
        return ask(() -> trips(AT_ONCE)
                .cancelTrip(CancelTripRequest.newBuilder().setTripId(tripId).build())
                .getTrip());
    }

    /**
     * Watches a trip for a while.
     *
     * @param goOn is given every event, and says whether to stay
     * @return given when the stream ended by itself, or was left
     */
    Answer<Boolean> watch(String tripId, long after, Predicate<TripEvent> goOn) {
        var request = WatchTripRequest.newBuilder()
                .setTripId(tripId)
                .setAfterSequence(after)
                .build();
        try (var leaving = Context.current().withCancellation()) {
            return ask(() -> {
                var before = leaving.attach();
                try {
                    var events = trips(ONE_WATCH).watchTrip(request);
                    while (events.hasNext()) {
                        if (!goOn.test(events.next().getEvent())) {
                            return false;
                        }
                    }
                    return true;
                } finally {
                    leaving.detach(before);
                }
            });
        }
    }

    /** Asks the operators' service. */
    <T> Answer<T> operate(Function<SagaOperationsServiceBlockingStub, T> call) {
        return ask(() -> call.apply(SagaOperationsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /** Tries at once to reach it again, however often that has failed before: a traveller is not that patient. */
    void forgetThatItWasAway() {
        channel.resetConnectBackoff();
    }

    private static <T> Answer<T> ask(Supplier<T> call) {
        try {
            return new Answer.Given<>(call.get());
        } catch (StatusRuntimeException e) {
            return Answer.of(e);
        }
    }

    private Answer<Trip> overRest(HttpRequest call) {
        try {
            var response = http.send(call, HttpResponse.BodyHandlers.ofString());
            return read(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer.Silence<>(Status.Code.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silence<>(Status.Code.CANCELLED, "interrupted");
        }
    }

    private static Answer<Trip> read(int status, String body) {
        return switch (status) {
            case 200, 202 -> parsed(body);
            case 400 -> new Answer.Refused<>(Status.Code.INVALID_ARGUMENT, body);
            case 404 -> new Answer.Refused<>(Status.Code.NOT_FOUND, body);
            case 409 -> new Answer.Refused<>(Status.Code.ALREADY_EXISTS, body);
            case 410 -> new Answer.Refused<>(Status.Code.FAILED_PRECONDITION, body, NoLongerKept.toldBy(body));
            case 429 -> new Answer.Refused<>(Status.Code.RESOURCE_EXHAUSTED, body);
            case 503, 504 -> new Answer.Silence<>(Status.Code.UNAVAILABLE, body);
            default -> new Answer.Broken<>(Status.Code.UNKNOWN, "HTTP " + status + ": " + body);
        };
    }

    private static Answer<Trip> parsed(String body) {
        var trip = Trip.newBuilder();
        try {
            JsonFormat.parser().merge(body, trip);
            return new Answer.Given<>(trip.build());
        } catch (InvalidProtocolBufferException e) {
            return new Answer.Broken<>(Status.Code.UNKNOWN, "not a trip in JSON: " + e.getMessage());
        }
    }

    private static String json(BookTripRequest request) {
        try {
            return JSON.print(request);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a request can always be written as JSON", e);
        }
    }

    /** A deadline is an instant, so that each call needs a stub of its own. */
    private TripServiceBlockingStub trips(Duration within) {
        return TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http.shutdownNow();
    }
}
