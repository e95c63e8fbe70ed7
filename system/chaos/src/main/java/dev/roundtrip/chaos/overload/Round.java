package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.Optional;

/**
 * One overload between two times in which clients wait for their answers, as many as get most from the system.
 *
 * @param before what it can do, just before
 * @param overload more than that
 * @param afterwards what it can do again, from the moment at which the overload ends
 */
record Round(Phase before, Phase overload, Phase afterwards) {
    /** What is promised of it. */
    static final double GOODPUT = 0.9;

    /** By then the rate has to be back; before that nothing is said of what the system can do. */
    static final Duration RECOVERY = Duration.ofSeconds(5);

    /** Trips per second that the system can do, around this overload: the machine has better and worse minutes. */
    double capacity() {
        return (settled(before) + settled(afterwards)) / 2;
    }

    /** Trips per second of clients that wait for their answers, when they have got into their stride. */
    static double settled(Phase closed) {
        return closed.count().when().booked().rateAfter(RECOVERY);
    }

    /** How much of what it can do it did in the overload. */
    double goodputRatio() {
        return overload.count().when().booked().rate() / capacity();
    }

    /** How many times the capacity was really asked for: who makes the calls may be too slow for more. */
    double offeredRatio() {
        return overload.sentPerSecond() / capacity();
    }

    /** How long after the overload the rate was back; empty when it was not, as long as was looked. */
    Optional<Duration> recovery() {
        return afterwards.count().when().booked().until(GOODPUT * capacity());
    }
}
