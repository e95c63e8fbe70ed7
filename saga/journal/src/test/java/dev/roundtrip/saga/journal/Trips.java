package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.core.StepDefinition;
import dev.roundtrip.saga.core.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The definition whose sagas the journal's tests record: a flight, then hotel and car side by side. */
public final class Trips {
    /** What the sagas of these tests are runs of. */
    public static final Definition TRIP = new Definition(
            "trip", 1, Duration.ofMinutes(5), List.of(step("flight"), step("hotel", "flight"), step("car", "flight")));

    private Trips() {}

    private static StepDefinition step(String name, String... dependsOn) {
        return step(name, StepKind.COMPENSATABLE, dependsOn);
    }

    static StepDefinition step(String name, StepKind kind, String... dependsOn) {
        var backoff = new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(5), 0.5);
        return new StepDefinition(
                name,
                kind,
                Set.of(dependsOn),
                Duration.ofSeconds(2),
                Duration.ofSeconds(40),
                new RetryPolicy(backoff, 3, Duration.ofSeconds(30)),
                backoff,
                Duration.ofSeconds(20));
    }
}
