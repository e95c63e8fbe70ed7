package dev.roundtrip.chaos.overload;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run that held everything, and what can be otherwise in one: a system that books 100 a second. */
final class Outcomes {
    static final Plan PLAN = Plan.full();

    private static final int PER_SLICE = 25;
    private static final Latency NONE = new Latency(0, 0, 0, 0);

    int againPerSlice = PER_SLICE;
    long sent = 9_000;
    long heldBack;
    long refused = 6_000;
    long undecided;
    Map<String, Long> unclear = Map.of();
    int bookedPerSlice = PER_SLICE;
    int slicesUntilBack = 4;
    long heapOverloaded = 105;
    long heapAfterwards = 100;
    List<String> violations = List.of();
    List<Round> others = List.of();

    Outcome outcome() {
        var overload = phase(
                "overload",
                PLAN.overload(),
                count(sent, heldBack, refused, undecided, unclear, pace(PLAN.overload(), 0, bookedPerSlice)));
        var before = phase("before", PLAN.afterwards(), answered(pace(PLAN.afterwards(), 0, PER_SLICE)));
        var afterwards = phase(
                "afterwards", PLAN.afterwards(), answered(pace(PLAN.afterwards(), slicesUntilBack, againPerSlice)));
        var usual = new Round(before, overload, afterwards);
        return new Outcome(
                PLAN,
                Stream.concat(Stream.of(usual), others.stream()).toList(),
                List.of(before, overload, afterwards),
                new Outcome.Heaps(heap(100), heap(heapOverloaded), heap(heapAfterwards)),
                violations);
    }

    private static Count answered(Pace booked) {
        return count(1_900, 0, 0, 0, Map.of(), booked);
    }

    private static Phase phase(String name, Duration length, Count count) {
        return new Phase(name, 300, length, count, new Cpu(new LinkedHashMap<>()));
    }

    private static Count count(
            long sent, long held, long refused, long undecided, Map<String, Long> unclear, Pace booked) {
        return new Count(
                new Count.When(booked, booked, booked, booked),
                sent,
                held,
                0,
                undecided,
                new TreeMap<>(unclear),
                NONE,
                new Latency(refused, 1, 1, 1));
    }

    private static Pace pace(Duration length, int from, int each) {
        var counts = new int[(int) length.dividedBy(Tally.SLICE)];
        Arrays.fill(counts, from, counts.length, each);
        return new Pace(Tally.SLICE, counts);
    }

    private static HeapReading heap(long bytes) {
        return new HeapReading("once", List.of(Map.of("orchestrator", bytes)));
    }
}
