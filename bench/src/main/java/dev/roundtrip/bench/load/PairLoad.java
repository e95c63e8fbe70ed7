package dev.roundtrip.bench.load;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Pairs of a reserve and its cancel, as many as can be done until it is over, and what must be in the database for them
 * afterwards. A reserve that is answered after the end is not cancelled: so there is something left to be audited.
 */
public final class PairLoad {
    private final List<FlightOnSale> flights;
    private final NoArgGenerator sagaIds = Generators.timeBasedEpochGenerator();
    private final Meter meter = new Meter();
    private final Set<UUID> active = ConcurrentHashMap.newKeySet();
    private final LongAdder cancelled = new LongAdder();
    private volatile boolean over;

    /** @param flights each reserve takes a seat on one of them, picked at random */
    public PairLoad(List<FlightOnSale> flights) {
        this.flights = List.copyOf(flights);
    }

    /** A key that was never used. */
    public UUID newSagaId() {
        return sagaIds.generate();
    }

    /** What the next reserve is for. */
    public FlightOnSale nextFlight() {
        return flights.get(ThreadLocalRandom.current().nextInt(flights.size()));
    }

    /** Whether workers are to stop when they have done what they are at. */
    public boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    Meter meter() {
        return meter;
    }

    /**
     * A reserve was answered by a reservation.
     *
     * @return whether to cancel it; it stays otherwise
     */
    public boolean reserved(UUID saga, long nanos) {
        meter.reserved(nanos);
        if (over) {
            active.add(saga);
            return false;
        }
        return true;
    }

    /** Its cancel was answered. */
    public void cancelled(long nanos) {
        meter.cancelled(nanos);
        cancelled.increment();
    }

    /** A reserve was refused because too many wanted the same: it did nothing. */
    public void refusedAsBusy() {
        meter.refusedAsBusy();
    }

    /** What the database must say when all workers have finished. */
    public Left left() {
        return new Left(Set.copyOf(active), cancelled.sum());
    }

    /**
     * What is left of a load.
     *
     * @param active the keys whose reservations stand
     * @param cancelled how many keys were reserved, then cancelled
     */
    public record Left(Set<UUID> active, long cancelled) {
        /** Of nothing. */
        public static Left none() {
            return new Left(Set.of(), 0);
        }

        /** Of both. */
        public Left and(Left other) {
            var both = new HashSet<>(active);
            both.addAll(other.active);
            return new Left(Set.copyOf(both), cancelled + other.cancelled);
        }
    }
}
