package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.booking.CountedBooth;
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
public record Contender(
        String name,
        CountedBooth booth,
        Map<String, List<ProcessHandle>> processes,
        Optional<Records> records,
        Supplier<Cost> costs) {
    /** The part that takes the travellers' calls. */
    public static final String FRONT = "front";
    /** The part that are the three services. */
    public static final String SERVICES = "services";
    /** The part that stands for them. */
    public static final String STUBS = "stubs";

    public Contender {
        processes = Map.copyOf(processes);
    }

    /**
     * Makes sure that it has kept what it has answered.
     *
     * @throws dev.roundtrip.bench.BenchFailure when it has not
     */
    public void audit() {
        records.ifPresent(kept -> kept.require(name, booth.ended()));
    }

    /** The processes that take the travellers' calls; none where the load generator calls the services itself. */
    public List<ProcessHandle> fronts() {
        return processes.getOrDefault(FRONT, List.of());
    }
}
