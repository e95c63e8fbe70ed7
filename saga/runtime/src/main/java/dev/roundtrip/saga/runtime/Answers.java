package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.StepStatus;
import java.util.Optional;

/**
 * The first answers of the steps that a step depends on. They are the same for each of its attempts, whoever makes it, so
 * what a participant is sent never differs from one attempt to the next.
 */
public final class Answers {
    private final Saga saga;
    private final String step;

    /** What those answered that {@code step} depends on in that saga. The engine makes these; so may a test of an action. */
    public Answers(Saga saga, String step) {
        this.saga = saga;
        this.step = step;
    }

    /**
     * What the step {@code key} answered.
     *
     * @throws IllegalArgumentException when the asking step doesn't depend on it, directly or over others
     * @throws IllegalStateException when it was left out
     */
    public <A> A of(StepKey<A> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("step " + key.name() + " was left out"));
    }

    /**
     * What the step {@code key} answered; empty when it was left out.
     *
     * @throws IllegalArgumentException when the asking step doesn't depend on it, directly or over others
     */
    public <A> Optional<A> find(StepKey<A> key) {
        if (!saga.definition().dependenciesOf(step).contains(key.name())) {
            throw new IllegalArgumentException(
                    "step " + step + " doesn't depend on " + key.name() + ", so it may run before that one answers");
        }
        var dependency = saga.step(key.name());
        return dependency.status() == StepStatus.SKIPPED
                ? Optional.empty()
                : Optional.of(key.codec().decode(dependency.answer()));
    }
}
