package dev.roundtrip.bench.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was being done whenever somebody looked.
 *
 * @param seen methods, the outermost first; one list for each sample
 * @param unseen samples of which it isn't known
 */
record Stacks(List<List<String>> seen, long unseen) {
    private static final String LAMBDA = "$$Lambda.";

    Stacks {
        seen = List.copyOf(seen);
    }

    int samples() {
        return seen.size();
    }

    /** Which part of the samples this is. */
    double share(long samples) {
        return seen.isEmpty() ? 0 : (double) samples / seen.size();
    }

    /** The part of the samples whose innermost method is of that origin. */
    double innermost(Origin origin) {
        return share(seen.stream()
                .filter(stack -> Origin.of(stack.getLast()) == origin)
                .count());
    }

    /** The same with what the JDK did counted for whom it did it. */
    double onBehalfOf(Origin origin) {
        return share(
                seen.stream().filter(stack -> innermostButJdk(stack) == origin).count());
    }

    private static Origin innermostButJdk(List<String> stack) {
        return stack.reversed().stream()
                .map(Origin::of)
                .filter(origin -> origin != Origin.JDK)
                .findFirst()
                .orElse(Origin.JDK);
    }

    /**
     * The methods of an origin that were seen most often, with what they called. What the JVM itself makes to call a lambda is left
     * out, since the lambda is there too.
     */
    List<Often> mostOften(Origin origin, int number) {
        var times = seen.stream()
                // Once in a sample, however often it calls itself.
                .flatMap(stack -> new HashSet<>(stack).stream())
                .filter(method -> Origin.of(method) == origin && !method.contains(LAMBDA))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return times.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(number)
                .map(method -> new Often(method.getKey(), share(method.getValue())))
                .toList();
    }

    /**
     * A method, and the part of the samples in which it was seen.
     *
     * @param method with the full name of its class
     * @param share of all samples
     */
    record Often(String method, double share) {}
}
