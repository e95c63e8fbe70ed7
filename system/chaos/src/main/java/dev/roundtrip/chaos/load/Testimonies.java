package dev.roundtrip.chaos.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What was told about every request of a run, and about those of late where one is wanted at random. */
final class Testimonies {
    private static final int RECENT = 1_024;

    /**
     * A trip that someone was told of not long ago.
     *
     * @param tripId its id
     * @param testimony all that was told about it
     */
    record Recent(String tripId, Testimony testimony) {}

    private final Map<String, Testimony> byRequest = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Recent> recent = new AtomicReferenceArray<>(RECENT);
    private final AtomicLong noted = new AtomicLong();

    /** A new one. */
    Testimony open(String requestId) {
        var testimony = new Testimony(requestId);
        byRequest.put(requestId, testimony);
        return testimony;
    }

    /** A trip was accepted: others may want to look at it. */
    void note(String tripId, Testimony testimony) {
        recent.set((int) (noted.getAndIncrement() % RECENT), new Recent(tripId, testimony));
    }

    /** Some trip of late; empty when there was none, or by chance. */
    Optional<Recent> any(int random) {
        int filled = (int) Math.min(noted.get(), RECENT);
        return filled == 0
                ? Optional.empty()
                : Optional.ofNullable(recent.get(Math.floorMod(random, filled)))
                        .filter(trip -> byRequest.containsKey(trip.testimony().requestId()));
    }

    /** What was told about that request; empty when it is none of this run, or has been forgotten. */
    Optional<Testimony> of(String requestId) {
        return Optional.ofNullable(byRequest.get(requestId));
    }

    /** All that has not been forgotten. */
    Collection<Testimony> all() {
        return List.copyOf(byRequest.values());
    }

    /** What was found right needs to be kept no longer. */
    void forget(String requestId) {
        byRequest.remove(requestId);
    }

    int size() {
        return byRequest.size();
    }
}
