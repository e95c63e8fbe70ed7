package dev.roundtrip.bench.profile;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A method where it was reached by one way, and what it called there.
 *
 * @param method with the full name of its class
 * @param samples in which it was seen there
 * @param callees by name
 */
record Frame(String method, int samples, List<Frame> callees) {
    Frame {
        callees = List.copyOf(callees);
    }

    /**
     * Lays stacks over each other, as far as they begin alike.
     *
     * @param name of the frame under which they all are
     * @param stacks of methods, the outermost first
     */
    static Frame folded(String name, List<List<String>> stacks) {
        return folded(name, stacks, 0);
    }

    private static Frame folded(String method, List<List<String>> stacks, int depth) {
        var next = stacks.stream()
                .filter(stack -> stack.size() > depth)
                .collect(Collectors.groupingBy(stack -> stack.get(depth), TreeMap::new, Collectors.toList()));
        var callees = next.entrySet().stream()
                .map(callee -> folded(callee.getKey(), callee.getValue(), depth + 1))
                .toList();
        return new Frame(method, stacks.size(), callees);
    }
}
