package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.load.Cost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One of several ways of having trips booked.
 *
 * @param name what figures call it
 * @param booth where it is asked
 * @param processes that do it beside PostgreSQL, by part
 * @param records where it keeps its trips, if it does
 * @param costs reads what they and PostgreSQL have cost
 */
record Contender(
        String name,
        CountedBooth booth,
        Map<String, List<ProcessHandle>> processes,
        Optional<Records> records,
        Supplier<Cost> costs) {
    /** The part that takes the travellers' calls. */
    static final String FRONT = "front";
    /** The part that are the three services. */
    static final String SERVICES = "services";
    /** The part that stands for them. */
    static final String STUBS = "stubs";

    Contender {
        processes = Map.copyOf(processes);
    }

    /**
     * Makes sure that it has kept what it has answered.
     *
     * @throws dev.roundtrip.bench.BenchFailure when it has not
     */
    void audit() {
        records.ifPresent(kept -> kept.require(name, booth.ended()));
    }

    /** The process that takes the travellers' calls, if there is one. */
    Optional<ProcessHandle> front() {
        return processes.getOrDefault(FRONT, List.of()).stream().findFirst();
    }
}
