package dev.roundtrip.local.demo;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Two calls with one request id, at the same time. */
public record SameRequestTwice() implements Scenario {
    @Override
    public String title() {
        return "The same request is sent twice at once: it is one trip";
    }

    @Override
    public Outcome play(Stage stage) {
        var request = Wish.porto().request();
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(booking(stage, request, together));
            var other = threads.submit(booking(stage, request, together));
            return Outcome.of(stage.client(), one.get().getTripId())
                    .expect(
                            "the other answer's trip",
                            one.get().getTripId(),
                            other.get().getTripId())
                    .expect(
                            "the number of trips of the request",
                            1,
                            stage.journal().tripsOf(request.getRequestId()))
                    .expectBooked();
        } catch (ExecutionException e) {
            throw new LocalFailure(
                    "One of the two calls failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while two calls were on their way.", e);
        }
    }

    private static Callable<Trip> booking(Stage stage, BookTripRequest request, CyclicBarrier together) {
        return () -> {
            together.await();
            return stage.client().book(request);
        };
    }
}
