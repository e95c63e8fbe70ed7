package dev.roundtrip.chaos.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was broken when, and what is just now. Of use to several threads. */
final class Timeline {
    private static final int MOST_REMARKS = 1_000;

    private final List<Incident> incidents = new ArrayList<>();
    private final Set<Fault> now = new LinkedHashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private int remarksTaken;

    synchronized void begins(Fault fault) {
        now.add(fault);
    }

    synchronized void ended(Incident incident) {
        if (incident.effect() != Effect.STAYED) {
            now.remove(incident.fault());
        }
        incidents.add(incident);
    }

    /** Something happened beside the faults that who looks for a reason should know. Past a bound, one more teaches nothing. */
    synchronized void remark(String what) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(Incident.TIME.format(Instant.now()) + "  " + what);
        }
    }

    /** All remarks. */
    synchronized List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Those since the last time that this was asked. */
    synchronized List<String> takeRemarks() {
        var taken = List.copyOf(remarks.subList(remarksTaken, remarks.size()));
        remarksTaken = remarks.size();
        return taken;
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
