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

    private final Journal journal;
    private final List<Probe> probes;

    Recovery(LocalSystem system) {
        journal = new Journal(system.databases().of(ServiceName.ORCHESTRATOR));
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
        var inVain = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = Stream.concat(
                            Stream.<Runnable>of(this::awaitTripsUnderWay),
                            probes.stream().<Runnable>map(probe -> () -> awaitBooking(probe)))
                    .<Future<?>>map(threads::submit)
                    .toList();
            waiting.forEach(future -> outcome(future).ifPresent(inVain::add));
        }
        return new Seen(Duration.between(end, Instant.now()), inVain);
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

    private void awaitTripsUnderWay() {
        var underWay = PATIENCE.await("the journal to be readable", journal::unfinished);
        var left = new Object() {
            List<UUID> trips = underWay;
        };
        try {
            PATIENCE.awaitThat("the trips that were under way to end", () -> {
                journal.unfinishedOf(left.trips).ifPresent(still -> left.trips = still);
                return left.trips.isEmpty();
            });
        } catch (LocalFailure e) {
            throw new LocalFailure(
                    e.getMessage() + " Not ended: "
                            + left.trips.stream()
                                    .limit(20)
                                    .map(id -> "trip " + id)
                                    .toList(),
                    e);
        }
    }

    private static void awaitBooking(Probe probe) {
        var why = new Object() {
            String last = "nothing was tried";
        };
        try {
            PATIENCE.awaitThat(probe.orchestrator() + " to book a trip", () -> {
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
