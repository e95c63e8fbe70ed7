package dev.roundtrip.conformance;

import java.time.Duration;

/**
 * How long is waited for what, and no longer.
 *
 * @param call for one answer
 * @param repeats for an answer to a call that is repeated because it was busy or unavailable
 * @param search for the search to show what an answer said
 * @param rule for a rule as a whole
 * @param restart for the participant to answer again after a restart
 */
public record Limits(Duration call, Duration repeats, Duration search, Duration rule, Duration restart) {
    /** What the command line waits. */
    public static Limits usual() {
        return new Limits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(120),
                Duration.ofSeconds(120));
    }
}
