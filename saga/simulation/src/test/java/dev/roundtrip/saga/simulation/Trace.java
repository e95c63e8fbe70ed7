package dev.roundtrip.saga.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a run has seen; and told line by line, when someone wants to read it. */
final class Trace {
    private final boolean wanted;
    private final List<String> lines = new ArrayList<>();
    private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);
    private Supplier<String> clock = () -> "";

    private Trace(boolean wanted) {
        this.wanted = wanted;
    }

    static Trace kept() {
        return new Trace(true);
    }

    static Trace dropped() {
        return new Trace(false);
    }

    void timedBy(Supplier<String> time) {
        clock = time;
    }

    void note(Supplier<String> what) {
        if (wanted) {
            lines.add(clock.get() + "  " + what.get());
        }
    }

    void saw(Sight sight) {
        sights.merge(sight, 1, Integer::sum);
    }

    Map<Sight, Integer> sights() {
        return sights;
    }

    List<String> lines() {
        return lines;
    }
}
