package dev.roundtrip.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last exchanges of a rule, in full, to be shown when it fails. */
final class Transcript {
    private static final int KEPT = 40;

    private final Deque<String> lines = new ArrayDeque<>();
    private int dropped;

    synchronized void note(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
            dropped++;
        }
        lines.addLast(line);
    }

    /** Forgets what led to nothing: a new round begins. */
    synchronized void clear() {
        lines.clear();
        dropped = 0;
    }

    synchronized List<String> lines() {
        var all = new ArrayList<String>();
        if (dropped > 0) {
            all.add("(" + dropped + " exchanges before)");
        }
        all.addAll(lines);
        return all;
    }
}
