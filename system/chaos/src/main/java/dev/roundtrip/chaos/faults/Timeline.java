package dev.roundtrip.chaos.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was broken when, and what is just now. Of use to several threads. */
final class Timeline {
    private final List<Incident> incidents = new ArrayList<>();
    private final Set<Fault> now = new LinkedHashSet<>();

    synchronized void begins(Fault fault) {
        now.add(fault);
    }

    synchronized void ended(Incident incident) {
        now.remove(incident.fault());
        incidents.add(incident);
    }

    /** What is broken at this moment. */
    synchronized List<Fault> now() {
        return List.copyOf(now);
    }

    /** All that is over, in the order in which it began. */
    synchronized List<Incident> incidents() {
        return incidents.stream().sorted(Comparator.comparing(Incident::begun)).toList();
    }

    /** Those that were there within a time. */
    List<Incident> overlapping(Instant from, Instant to) {
        return incidents().stream()
                .filter(incident -> incident.overlaps(from, to))
                .toList();
    }
}
