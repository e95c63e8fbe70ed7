package dev.roundtrip.local.demo;

import dev.roundtrip.local.Bound;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Many people who book at once, each on days of their own, so that none takes from another. Every second one wants a hotel
 * that has no room: those trips must be undone.
 */
final class Travellers implements AutoCloseable {
    private static final int FIRST_DAY = 40;
    private static final int DAYS_APART = 3;
    private static final Duration COME_BACK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Status> refusals = new ConcurrentLinkedQueue<>();
    private int trips;

    /**
     * What one of them has asked for.
     *
     * @param request what
     * @param end how it must end
     * @param answer what they are answered, or the error
     */
    record Booking(BookTripRequest request, TripStatus end, CompletableFuture<Trip> answer) {
        /** Waits for the answer. */
        String tripId() {
            return answer.join().getTripId();
        }
    }

    /**
     * Books so many trips and doesn't wait for them to be decided. Whoever finds the first orchestrator unavailable asks the
     * second one, with the same request id; who is told that too much is going on comes back; any other error is an error.
     */
    List<Booking> book(int count, Replica first, Replica second) {
        return bookings(count, false, request -> {
            try {
                return whenThereIsTime(() -> first.bookAtOnce(request));
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    throw e;
                }
                refusals.add(e.getStatus());
                return whenThereIsTime(() -> second.client().book(request));
            }
        });
    }

    /** On a machine that is busy otherwise few trips are already many. */
    private static Trip whenThereIsTime(Supplier<Trip> book) {
        return new Bound(PATIENCE).await("an orchestrator to have time for a trip", () -> {
            try {
                return Optional.of(book.get());
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
                    throw e;
                }
                LockSupport.parkNanos(COME_BACK.toNanos());
                return Optional.empty();
            }
        });
    }

    /** Books so many trips and waits, in a thread each, until they are decided. */
    List<Booking> bookAndWait(int count, Replica replica) {
        return bookings(
                count, true, request -> whenThereIsTime(() -> replica.client().book(request)));
    }

    /** Sends one request to both at the same time: two answers. */
    List<Booking> bookTwice(Replica one, Replica other) {
        var first = bookAndWait(1, one).getFirst();
        var again = new Booking(
                first.request(),
                first.end(),
                CompletableFuture.supplyAsync(
                        () -> whenThereIsTime(() -> other.client().book(first.request())), threads));
        return List.of(first, again);
    }

    private List<Booking> bookings(int count, boolean wait, Function<BookTripRequest, Trip> book) {
        return Stream.generate(() -> {
                    boolean possible = trips % 2 == 0;
                    var request = nextRequest(wait);
                    return new Booking(
                            request,
                            possible ? TripStatus.TRIP_STATUS_COMPLETED : TripStatus.TRIP_STATUS_COMPENSATED,
                            CompletableFuture.supplyAsync(() -> book.apply(request), threads));
                })
                .limit(count)
                .toList();
    }

    private BookTripRequest nextRequest(boolean wait) {
        int number = trips++;
        var wish = number % 2 == 0 ? Wish.porto() : Wish.withoutARoom();
        int day = FIRST_DAY + number * DAYS_APART;
        return wait ? wish.request(day) : wish.requestWithoutWait(day);
    }

    /** Every time that someone found an orchestrator unavailable. */
    List<Status> refusals() {
        return List.copyOf(refusals);
    }

    /** Runs something beside the test. */
    CompletableFuture<Void> beside(Runnable task) {
        return CompletableFuture.runAsync(task, threads);
    }

    /** The trip ids, once all have been answered. */
    static List<String> tripIds(List<Booking> bookings) {
        return bookings.stream().map(Booking::tripId).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
