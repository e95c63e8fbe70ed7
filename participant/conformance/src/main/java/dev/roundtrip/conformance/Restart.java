package dev.roundtrip.conformance;

/** Kills the participant and starts it again. */
@FunctionalInterface
public interface Restart {
    /**
     * Does so; the participant need not be ready yet when this returns.
     *
     * @throws RuleBroken when it can't be done
     */
    void perform();
}
