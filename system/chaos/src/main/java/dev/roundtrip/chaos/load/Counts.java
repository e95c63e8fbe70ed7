package dev.roundtrip.chaos.load;

import java.time.Duration;

/**
 * How far the clients are.
 *
 * @param sent requests to book, each counted once however often it was sent; nonsense is not among them
 * @param accepted of these, whose sender was told of a trip
 * @param completed trips that someone was told are booked
 * @param compensated trips that someone was told are undone
 * @param refused requests that were refused to the last: too much was going on
 * @param unanswered requests whose sender gave up with no answer
 * @param leftOut stories that were not begun because too many were under way
 * @param cancelled cancels that were acknowledged
 * @param commanded commands of operators that were recorded
 * @param watched events that watchers were told of
 * @param silences calls of any kind that nothing came of
 * @param busy calls of any kind that were told that too much is going on
 * @param open stories under way
 * @param acceptedWithin the median, and the 99th percentile, of how long it took to be told of a trip, retries included
 * @param decidedWithin the same for those who waited until it was decided
 */
public record Counts(
        long sent,
        long accepted,
        long completed,
        long compensated,
        long refused,
        long unanswered,
        long leftOut,
        long cancelled,
        long commanded,
        long watched,
        long silences,
        long busy,
        int open,
        Latency acceptedWithin,
        Latency decidedWithin) {

    /**
     * How long something took.
     *
     * @param median as long as half of them
     * @param p99 as long as 99 of a hundred
     * @param longest the longest
     */
    public record Latency(Duration median, Duration p99, Duration longest) {}
}
