package dev.roundtrip.saga.runtime;

import java.time.Duration;

/**
 * How long what has ended is kept.
 *
 * @param sagas how long after its end a saga is kept, with its history
 * @param requestIds how long after the saga's end its request id is known; longer than {@code sagas}
 * @param interval how often what may go is looked for; zero: never
 * @param batch the most that one statement deletes; fewer for a while after one has failed
 * @param pause the wait between two such statements
 */
public record RetentionSettings(Duration sagas, Duration requestIds, Duration interval, int batch, Duration pause) {
    public RetentionSettings {
        require(sagas.isPositive(), "sagas must be positive");
        require(requestIds.compareTo(sagas) > 0, "requestIds must be longer than sagas");
        require(!interval.isNegative(), "interval must not be negative");
        require(batch > 0, "batch must be positive");
        require(!pause.isNegative(), "pause must not be negative");
    }

    private static void require(boolean ok, String what) {
        if (!ok) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The defaults: 35 days and 90 days. */
    public static RetentionSettings defaults() {
        return new RetentionSettings(
                Duration.ofDays(35), Duration.ofDays(90), Duration.ofHours(1), 500, Duration.ofMillis(100));
    }
}
