package dev.roundtrip.chaos.load;

import com.google.protobuf.util.Durations;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** One sender of one request to book: asks one orchestrator after the other, with the same request id, until there is an answer. */
final class Booking {
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(15);

    private final Scene scene;
    private final Testimony testimony;
    private final BookTripRequest request;
    private final boolean overRest;

    Booking(Scene scene, Testimony testimony, BookTripRequest request, boolean overRest) {
        this.scene = scene;
        this.testimony = testimony;
        this.request = request;
        this.overRest = overRest;
    }

    /** What came of it in the end. */
    sealed interface Result {
        /** There is such a trip. */
        record Accepted(Trip trip) implements Result {}

        /** There is none of this request. */
        record Refused(Status.Code code) implements Result {}

        /** Nobody knows. */
        record Unanswered() implements Result {}
    }

    Result from(int firstDoor, SplittableRandom random) {
        var patience = new Patience(random);
        var begin = System.nanoTime();
        boolean silence = false;
        Optional<Status.Code> refusal = Optional.empty();
        for (int door = firstDoor; patience.isLeft(); door++) {
            switch (ask(scene.door(door), begin)) {
                case Answer.Given<Trip> given -> {
                    return new Result.Accepted(given.message());
                }
                case Answer.Refused<Trip> refused -> {
                    refusal = Optional.of(refused.code());
                    if (refused.code() != Status.Code.RESOURCE_EXHAUSTED) {
                        return new Result.Refused(refused.code());
                    }
                }
                case Answer.Silence<Trip> nothing -> silence = true;
                case Answer.Broken<Trip> nothing -> silence = true;
            }
            patience.pause();
        }
        return silence || refusal.isEmpty() ? new Result.Unanswered() : new Result.Refused(refusal.get());
    }

    private Answer<Trip> ask(Door door, long begin) {
        var horizon = testimony.horizon();
        var within = Door.AT_ONCE.plus(patience());
        var answer = scene.heard(
                testimony, "BookTrip", overRest ? door.bookOverRest(request, within) : door.book(request, within));
        switch (answer) {
            case Answer.Given<Trip> given -> accepted(door, horizon, given.message(), begin);
            case Answer.Refused<Trip> refused -> refused(refused);
            case Answer.Silence<Trip> silence -> testimony.unanswered(request);
            case Answer.Broken<Trip> broken -> testimony.unanswered(request);
        }
        return answer;
    }

    private Duration patience() {
        return request.hasWait() ? Duration.ofMillis(Durations.toMillis(request.getWait())) : UNTIL_DECIDED;
    }

    private void accepted(Door door, long horizon, Trip trip, long begin) {
        testimony.accepted(request, horizon, trip);
        scene.testimonies().note(trip.getTripId(), testimony);
        scene.countEnd(testimony);
        scene.meter().accepted(door.address(), Duration.ofNanos(System.nanoTime() - begin), !request.hasWait());
        if (trip.getStatus() == TripStatus.TRIP_STATUS_COMPLETED) {
            scene.meter().completed(door.address());
        }
    }

    private void refused(Answer.Refused<Trip> refused) {
        if (refused.code() == Status.Code.ALREADY_EXISTS) {
            testimony.taken(request);
        } else if (refused.code() == Status.Code.FAILED_PRECONDITION) {
            testimony.noLongerKept(request);
        } else {
            testimony.refused(request, refused.code() + ": " + refused.why());
        }
    }
}
