package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Sees how long the system takes to recover when the last fault is over: until every trip that was under way then has
 * ended, and every orchestrator has booked one more from its acceptance to its end. Load goes on meanwhile.
 */
final class Recovery implements AutoCloseable {
    /** What is promised: lease, sweep interval, and 30 seconds. */
    static final Duration PROMISED = Duration.ofSeconds(5).plusSeconds(1).plusSeconds(30);
    /** How much longer is waited, to be able to say how long it took. */
    private static final Bound PATIENCE = new Bound(PROMISED.multipliedBy(2));

    private final Standings journal;
    private final List<Probe> probes;

    Recovery(LocalSystem system) {
        journal = new Standings(system.databases().of(ServiceName.ORCHESTRATOR));
        probes = system.orchestrators().stream().map(Probe::new).toList();
    }

    /**
     * What was seen.
     *
     * @param took from the faults' end; until patience was lost, when that was first
     * @param inVain what was waited for and didn't come
     */
    record Seen(Duration took, List<String> inVain) {
        boolean isOver() {
            return inVain.isEmpty();
        }

        boolean isAsPromised() {
            return isOver() && took.compareTo(PROMISED) <= 0;
        }
    }

    /** Waits for it. */
    Seen from(Instant end) {
        return await(end, probes, PATIENCE);
    }

    /**
     * Waits for those that are left to recover without one orchestrator, which is away and stays so.
     *
     * @param label which one
     * @param begin since when
     * @param awayFor how long it stays away: whatever comes later is not theirs alone
     */
    Absence without(String label, Instant begin, Duration awayFor) {
        var trips = journal.carriedOnBy(label);
        var left = probes.stream()
                .filter(probe -> !probe.orchestrator().equals(label))
                .toList();
        var seen = await(begin, left, new Bound(awayFor.minus(Duration.between(begin, Instant.now()))));
        return new Absence(trips.map(List::size).orElse(0), seen);
    }

    private Seen await(Instant begin, List<Probe> who, Bound patience) {
        var inVain = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = Stream.concat(
                            Stream.<Runnable>of(() -> awaitTripsUnderWay(patience)),
                            who.stream().<Runnable>map(probe -> () -> awaitBooking(probe, patience)))
                    .<Future<?>>map(threads::submit)
                    .toList();
            waiting.forEach(future -> outcome(future).ifPresent(inVain::add));
        }
        return new Seen(Duration.between(begin, Instant.now()), inVain);
    }

    /** What probes were told that isn't so by the journal. */
    List<String> contradictions() {
        var booked = probes.stream().flatMap(probe -> probe.booked().stream()).toList();
        return journal
                .notBooked(booked)
                .orElseThrow(() -> new LocalFailure("What probes were told can't be compared." + journal.whyNot()))
                .stream()
                .map(what -> "a probe was told that its trip is booked: " + what)
                .toList();
    }

    private static Optional<String> outcome(Future<?> future) {
        try {
            future.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LocalFailure failure) {
                return Optional.of(failure.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Interrupted while waiting for recovery.");
        }
    }

    private void awaitTripsUnderWay(Bound patience) {
        var underWay = underWay(patience);
        var left = new Object() {
            List<UUID> trips = underWay;
        };
        try {
            patience.awaitThat("the trips that were under way to end", () -> {
                journal.unfinishedOf(left.trips).ifPresent(still -> left.trips = still);
                return left.trips.isEmpty();
            });
        } catch (LocalFailure e) {
            throw new LocalFailure(
                    e.getMessage() + journal.whyNot() + " Not ended: "
                            + left.trips.stream()
                                    .limit(20)
                                    .map(id -> "trip " + id)
                                    .toList(),
                    e);
        }
    }

    private List<UUID> underWay(Bound patience) {
        try {
            return patience.await("the journal to be readable", journal::unfinished);
        } catch (LocalFailure e) {
            throw new LocalFailure(e.getMessage() + journal.whyNot(), e);
        }
    }

    private static void awaitBooking(Probe probe, Bound patience) {
        var why = new Object() {
            String last = "nothing was tried";
        };
        try {
            patience.awaitThat(probe.orchestrator() + " to book a trip", () -> {
                var failure = probe.book();
                failure.ifPresent(text -> why.last = text);
                return failure.isEmpty();
            });
        } catch (LocalFailure e) {
            throw new LocalFailure(e.getMessage() + " The last answer: " + why.last, e);
        }
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
    }
}
