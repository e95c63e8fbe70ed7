package dev.roundtrip.chaos.load;

import dev.roundtrip.chaos.load.Booking.Result;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Plays one story. */
final class Traveller {
    private static final Duration LOOKS_AGAIN_FOR = Duration.ofSeconds(15);

    private final Scene scene;
    private final Story story;
    private final Executor threads;
    private final Testimony testimony;
    private final SplittableRandom random;

    Traveller(Scene scene, Story story, Executor threads) {
        this.scene = scene;
        this.story = story;
        this.threads = threads;
        testimony = scene.testimonies().open(story.request().getRequestId());
        random = new SplittableRandom(story.seed());
    }

    /** Ends when the story does, in a couple of minutes at the most. */
    void play() {
        testimony.began();
        try {
            switch (story.plot()) {
                case Plot.Book book -> follow(count(book(story.request(), story.first())));
                case Plot.ThenCancel cancel -> thenCancel(cancel);
                case Plot.Twice twice -> twice(story.request(), story.request());
                case Plot.OtherTrip other -> otherTrip(other);
                case Plot.Nonsense nonsense -> nonsense();
            }
        } finally {
            testimony.ended();
        }
    }

    private void thenCancel(Plot.ThenCancel cancel) {
        count(book(story.request(), story.first())).ifPresent(trip -> {
            Patience.sleep(cancel.after());
            cancel(trip.getTripId());
            lookUntilItEnds(trip.getTripId());
        });
    }

    private void otherTrip(Plot.OtherTrip other) {
        if (other.atOnce()) {
            twice(story.request(), other.other());
            return;
        }
        var trip = count(book(story.request(), story.first()));
        book(other.other(), story.first() + 1);
        follow(trip);
    }

    /** Two senders at two doors, who know nothing of each other. */
    private void twice(BookTripRequest one, BookTripRequest another) {
        var randomOfTheOther = random.split();
        var beside = CompletableFuture.supplyAsync(
                () -> new Booking(scene, testimony, another, false).from(story.first() + 1, randomOfTheOther), threads);
        var first = book(one, story.first());
        var second = beside.join();
        follow(count(better(first, second)));
    }

    private static Result better(Result one, Result other) {
        return one instanceof Result.Accepted ? one : other;
    }

    private void nonsense() {
        var result = book(story.request(), story.first());
        if (result instanceof Result.Refused refused
                && refused.code() != Status.Code.INVALID_ARGUMENT
                && refused.code() != Status.Code.RESOURCE_EXHAUSTED) {
            testimony.contradiction("was nonsense and refused as " + refused.code());
        }
    }

    private Result book(BookTripRequest request, int firstDoor) {
        return new Booking(scene, testimony, request, story.overRest()).from(firstDoor, random);
    }

    private Optional<Trip> count(Result result) {
        scene.meter().sent.increment();
        return switch (result) {
            case Result.Accepted accepted -> Optional.of(accepted.trip());
            case Result.Refused refused -> {
                scene.meter().refused.increment();
                yield Optional.empty();
            }
            case Result.Unanswered unanswered -> {
                scene.meter().unanswered.increment();
                yield Optional.empty();
            }
        };
    }

    private void follow(Optional<Trip> accepted) {
        accepted.ifPresent(trip -> {
            if (story.watches()) {
                new Watcher(scene, testimony, trip.getTripId(), random).watch(story.first());
            }
            lookUntilItEnds(trip.getTripId());
        });
    }

    private void lookUntilItEnds(String tripId) {
        var patience = new Patience(random, LOOKS_AGAIN_FOR);
        for (int door = story.first(); patience.isLeft() && !testimony.hasEnded(); door++) {
            patience.pause();
            new Reading(scene, scene.door(door)).trip(testimony, tripId, false);
        }
    }

    private void cancel(String tripId) {
        var patience = new Patience(random);
        testimony.wished(Testimony.Wish.CANCEL_SENT);
        for (int door = random.nextInt(scene.doors().size()); patience.isLeft(); door++) {
            var horizon = testimony.horizon();
            var answer = scene.heard(testimony, "CancelTrip", scene.door(door).cancel(tripId));
            switch (answer) {
                case Answer.Given<Trip> given -> {
                    testimony.wished(Testimony.Wish.CANCEL_ACKNOWLEDGED);
                    scene.meter().cancelled.increment();
                    scene.shown(testimony, horizon, given.message());
                    return;
                }
                case Answer.Refused<Trip> refused -> {
                    if (isFinal(refused.code())) {
                        return;
                    }
                }
                case Answer.Silence<Trip> silence -> {}
                case Answer.Broken<Trip> broken -> {}
            }
            patience.pause();
        }
    }

    private boolean isFinal(Status.Code refusal) {
        var meaning =
                switch (refusal) {
                    case FAILED_PRECONDITION -> Optional.of(Testimony.Wish.CANCEL_TOO_LATE);
                    case NOT_FOUND -> Optional.of(Testimony.Wish.SAID_TO_BE_GONE);
                    default -> Optional.<Testimony.Wish>empty();
                };
        meaning.ifPresent(testimony::wished);
        return refusal != Status.Code.RESOURCE_EXHAUSTED;
    }
}
