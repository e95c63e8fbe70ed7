package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * Asks the journal about sagas that write nothing: no refused write tells this node that they were taken over. Each gets its turn, however
 * many there are, and a slow journal is not asked about the next before it has answered for these. Lives on the loop.
 */
final class QuietSagas {
    private final Surroundings surroundings;
    private final Held held;
    private final Duration lease;
    private boolean asking;

    /** {@code lease}: for how long nothing need have been heard of a saga until it is asked about. */
    QuietSagas(Surroundings surroundings, Held held, Duration lease) {
        this.surroundings = surroundings;
        this.held = held;
        this.lease = lease;
    }

    /** About at most {@code limit} of them. */
    void ask(int limit) {
        if (asking) {
            return;
        }
        var quiet = held.nextQuietSince(surroundings.loop().now().minus(lease), limit);
        if (quiet.isEmpty()) {
            return;
        }
        asking = true;
        quiet.forEach(LiveSaga::askedAbout);
        surroundings.rows(
                quiet.stream().map(LiveSaga::id).toList(),
                found -> {
                    asking = false;
                    quiet.forEach(saga -> saga.stands(Optional.ofNullable(found.get(saga.id()))));
                },
                failure -> asking = false);
    }
}
