package dev.roundtrip.conformance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is left on each day. */
public record Stock(List<Integer> left) {
    /** Keeps a copy. */
    public Stock {
        left = List.copyOf(left);
    }

    /** What is left where least is. */
    public int least() {
        return left.stream().min(Integer::compare).orElseThrow();
    }

    /** The same without so many units on some days. */
    public Stock without(int units, int first, int end) {
        return new Stock(IntStream.range(0, left.size())
                .mapToObj(day -> left.get(day) - (day >= first && day < end ? units : 0))
                .toList());
    }

    /** The same without so many units on every day. */
    public Stock without(int units) {
        return without(units, 0, left.size());
    }

    @Override
    public String toString() {
        return left.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
