package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The definitions that the stories are told of. Nothing in them is left to chance, so every delay is a round number. */
final class Sagas {
    /** 1, 2, 4, 8, 8, ... seconds. */
    static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(8), 0);

    /** Three attempts, none of them later than 20 seconds after the first. */
    static final RetryPolicy RETRY = new RetryPolicy(BACKOFF, 3, Duration.ofSeconds(20));

    /** The flight first, then hotel and car side by side. */
    static final Definition TRIP = saga("trip", step("flight"), step("hotel", "flight"), step("car", "flight"));

    /** One after the other. */
    static final Definition ORDER = saga("order", step("stock"), step("payment", "stock"), step("invoice", "payment"));

    /** A trip, and beside it something that has nothing to do with it. */
    static final Definition TRIP_AND_VISA =
            saga("trip-and-visa", step("flight"), step("hotel", "flight"), step("car", "flight"), step("visa"));

    /** Paid once the stock is set aside; shipped and invoiced, side by side, once it is paid. */
    static final Definition SALE = saga(
            "sale",
            step("stock"),
            pivot("payment", "stock"),
            retriable("shipping", "payment"),
            retriable("invoice", "payment"));

    /** A sale in which a compensation or a close is tried again after 3 seconds, and an action after 1. */
    static final Definition PATIENT_SALE = saga(
            "patient-sale",
            patient(step("stock")),
            patient(pivot("payment", "stock")),
            patient(retriable("shipping", "payment")));

    private Sagas() {}

    private static StepDefinition patient(StepDefinition step) {
        var backoff = new Backoff(Duration.ofSeconds(3), 2, Duration.ofSeconds(8), 0);
        return new StepDefinition(
                step.name(),
                step.kind(),
                step.dependsOn(),
                step.attemptDeadline(),
                step.askAgainAfter(),
                step.retry(),
                backoff,
                step.stuckAfter());
    }

    /** A saga that may run for 60 seconds. */
    static Definition saga(String name, StepDefinition... steps) {
        return new Definition(name, 1, Duration.ofSeconds(60), List.of(steps));
    }

    /** A compensatable step whose compensation shows as stuck after 10 seconds, and which is asked again after 30. */
    static StepDefinition step(String name, String... dependsOn) {
        return step(name, StepKind.COMPENSATABLE, dependsOn);
    }

    /** The point of no return. */
    static StepDefinition pivot(String name, String... dependsOn) {
        return step(name, StepKind.PIVOT, dependsOn);
    }

    /** A step that is tried until it succeeds. */
    static StepDefinition retriable(String name, String... dependsOn) {
        return step(name, StepKind.RETRIABLE, dependsOn);
    }

    private static StepDefinition step(String name, StepKind kind, String... dependsOn) {
        return new StepDefinition(
                name,
                kind,
                Set.of(dependsOn),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                RETRY,
                BACKOFF,
                Duration.ofSeconds(10));
    }
}
