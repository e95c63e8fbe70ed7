package dev.roundtrip.chaos.overload;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the calls of one phase were told.
 *
 * @param when what happened, as long as the phase lasted
 * @param sent calls that were made
 * @param held calls that would have been, had not too many been out
 * @param notBooked accepted, and ended otherwise
 * @param undecided accepted, and not decided in the client's time
 * @param unclear all other failures, by code
 * @param booked trips that were booked in the client's time
 * @param refused calls that were refused clearly
 */
record Count(
        When when,
        long sent,
        long held,
        long notBooked,
        long undecided,
        SortedMap<String, Long> unclear,
        Latency booked,
        Latency refused) {
    /**
     * One pace for each kind of thing.
     *
     * @param sent calls that were made
     * @param booked trips
     * @param refused clear refusals
     * @param unclear all other failures
     */
    record When(Pace sent, Pace booked, Pace refused, Pace unclear) {}

    Count {
        unclear = Collections.unmodifiableSortedMap(new TreeMap<>(unclear));
    }

    /** How many clients don't know where they stand. */
    long unclearInAll() {
        return unclear.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of the calls that brought no decision, the share that were refused clearly; 1 when all brought one. */
    double refusedClearly() {
        long without = refused.number() + undecided + unclearInAll();
        return without == 0 ? 1 : (double) refused.number() / without;
    }

    /** The same in words, as short as it can be. */
    String unclearInWords() {
        return unclear.isEmpty()
                ? "-"
                : String.join(
                        ", ",
                        unclear.entrySet().stream().map(Map.Entry::toString).toList());
    }
}
