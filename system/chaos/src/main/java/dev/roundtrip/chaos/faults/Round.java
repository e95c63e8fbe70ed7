package dev.roundtrip.chaos.faults;

import java.time.Duration;
import java.util.List;

/**
 * Faults that come together, or one alone; then the system is given time to recover.
 *
 * @param number 1, 2, 3, ...
 * @param faults what is broken, and when
 */
public record Round(int number, List<Planned> faults) {

    /**
     * A fault and its time.
     *
     * @param at after the round's begin
     */
    public record Planned(Duration at, Fault fault) {}

    public Round {
        faults = List.copyOf(faults);
    }

    boolean isMixed() {
        return faults.size() > 1;
    }
}
