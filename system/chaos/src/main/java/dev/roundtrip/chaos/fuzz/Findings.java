package dev.roundtrip.chaos.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was sent where and how it was answered, and every answer that no caller should get. For use by several threads. */
final class Findings {
    /** More of one kind say nothing new. */
    private static final int SHOWN_OF_A_KIND = 3;

    private static final int KIND_LENGTH = 60;

    private final Map<String, Map<String, Integer>> answers = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> shown = new ArrayList<>();
    private int calls;
    private int violations;

    /** Notes an answer. */
    synchronized void answered(String door, String answer) {
        calls++;
        answers.computeIfAbsent(door, name -> new TreeMap<>()).merge(answer, 1, Integer::sum);
    }

    /**
     * Notes a violation.
     *
     * @param door where
     * @param what what was wrong
     * @param how everything it takes to see it again
     */
    synchronized void violated(String door, String what, String how) {
        violations++;
        var kind = door + " " + what.substring(0, Math.min(KIND_LENGTH, what.length()));
        if (kinds.merge(kind, 1, Integer::sum) <= SHOWN_OF_A_KIND) {
            shown.add("%s: %s%n    %s".formatted(door, what, how));
        }
    }

    /** Notes that something could not be found out: what was found besides is not to be lost for it. */
    void failed(String where, String what, Throwable failure) {
        var stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        violated(where, what + ": " + failure, stack.toString());
    }

    /** How many calls there were. */
    synchronized int calls() {
        return calls;
    }

    /** How many violations. */
    synchronized int violations() {
        return violations;
    }

    /** The first few violations of each kind. */
    synchronized List<String> shown() {
        return List.copyOf(shown);
    }

    /** How often each door gave each answer. */
    synchronized Map<String, Map<String, Integer>> answers() {
        var copy = new TreeMap<String, Map<String, Integer>>();
        answers.forEach((door, counts) -> copy.put(door, Map.copyOf(new TreeMap<>(counts))));
        return copy;
    }
}
