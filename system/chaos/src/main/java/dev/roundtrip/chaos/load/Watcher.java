package dev.roundtrip.chaos.load;

import io.grpc.Status;
import java.util.SplittableRandom;

/** Watches a trip to its end: now and then hangs up, and always goes on at another orchestrator from the last event seen. */
final class Watcher {
    private static final int HANGS_UP_AFTER_ONE_IN = 8;

    private final Scene scene;
    private final Testimony testimony;
    private final String tripId;
    private final SplittableRandom random;
    private long seen;

    Watcher(Scene scene, Testimony testimony, String tripId, SplittableRandom random) {
        this.scene = scene;
        this.testimony = testimony;
        this.tripId = tripId;
        this.random = random;
    }

    void watch(int firstDoor) {
        var patience = new Patience(random);
        for (int door = firstDoor; patience.isLeft(); door++) {
            var answer = scene.heard(testimony, "WatchTrip", stay(scene.door(door)));
            if (answer instanceof Answer.Given<Boolean> given && given.message()) {
                testimony.watchEnded(seen);
                return;
            }
            if (answer instanceof Answer.Refused<Boolean> refused && isFinal(refused.code())) {
                return;
            }
            patience.pause();
        }
    }

    private Answer<Boolean> stay(Door door) {
        return door.watch(tripId, seen, event -> {
            testimony.event(seen, event);
            scene.meter().watched.increment();
            scene.countEnd(testimony);
            seen = event.getSequence();
            return random.nextInt(HANGS_UP_AFTER_ONE_IN) != 0;
        });
    }

    private boolean isFinal(Status.Code code) {
        if (code == Status.Code.NOT_FOUND) {
            testimony.wished(Testimony.Wish.SAID_TO_BE_GONE);
            return true;
        }
        return code != Status.Code.RESOURCE_EXHAUSTED;
    }
}
