package dev.roundtrip.chaos.fuzz;

import dev.roundtrip.local.ServiceName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which processes there still are to be fuzzed, and what each was sent last. That one has ended is a violation, and the end of its own
 * fuzzing only. For use by several threads.
 */
final class Targets {
    /** All that can have been under way at once, and what came shortly before. */
    private static final int REMEMBERED = 2 * Fuzz.CALLERS;

    private static final int SHOWN_OF_A_CALL = 2_000;

    private final Function<ServiceName, Optional<String>> end;
    private final Findings findings;
    private final Map<ServiceName, Deque<Object>> sent = new EnumMap<>(ServiceName.class);
    private final Set<ServiceName> ended = EnumSet.noneOf(ServiceName.class);

    /** @param end says how a process has ended by itself; empty while it has not */
    Targets(Function<ServiceName, Optional<String>> end, Findings findings) {
        this.end = end;
        this.findings = findings;
    }

    /** Whether there is anyone to send this to; if so it is remembered as sent. */
    synchronized boolean mayBeSent(ServiceName owner, Object call) {
        if (!isThere(owner)) {
            return false;
        }
        var calls = sent.computeIfAbsent(owner, first -> new ArrayDeque<>());
        calls.addLast(call);
        if (calls.size() > REMEMBERED) {
            calls.removeFirst();
        }
        return true;
    }

    /** Whether a process goes on. That it doesn't is noted when it is seen for the first time. */
    synchronized boolean isThere(ServiceName owner) {
        if (ended.contains(owner)) {
            return false;
        }
        var how = end.apply(owner);
        how.ifPresent(what -> {
            ended.add(owner);
            findings.violated(owner.module(), what, "the last calls to it, the last one first:\n" + lastCalls(owner));
        });
        return how.isEmpty();
    }

    /** Whether there is any process left. */
    boolean areLeft() {
        return Arrays.stream(ServiceName.values()).anyMatch(this::isThere);
    }

    private String lastCalls(ServiceName owner) {
        return sent.getOrDefault(owner, new ArrayDeque<>()).reversed().stream()
                .map(call -> "      " + shown(call.toString()))
                .collect(Collectors.joining("\n"));
    }

    /** The seed makes a longer one again. */
    private static String shown(String call) {
        return call.length() <= SHOWN_OF_A_CALL
                ? call
                : call.substring(0, SHOWN_OF_A_CALL) + "... and " + (call.length() - SHOWN_OF_A_CALL) + " more";
    }
}
