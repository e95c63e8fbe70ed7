package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.load.Counts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says every few seconds how far it is: trips, faults so far, and what is broken now. */
final class ProgressLines {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Supplier<Counts> trips;
    private final Timeline timeline;
    private final PrintStream out;
    private final Instant begin = Instant.now();

    /**
     * Nothing is said yet.
     *
     * @param trips says how many there were so far
     */
    ProgressLines(Supplier<Counts> trips, Timeline timeline, PrintStream out) {
        this.trips = trips;
        this.timeline = timeline;
        this.out = out;
    }

    /** Talks while something else is done. */
    void during(Runnable work) {
        var clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(this::say, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            work.run();
        } finally {
            clock.shutdownNow();
        }
    }

    /** A task that fails is not done again, and nobody would hear of it. */
    private void say() {
        try {
            timeline.takeRemarks().forEach(out::println);
            out.println(line());
        } catch (RuntimeException e) {
            out.println("How far it is can't be said: " + e);
        }
    }

    private String line() {
        var now = timeline.now();
        var broken = now.isEmpty()
                ? "nothing is broken"
                : "now: " + now.stream().map(Fault::words).collect(Collectors.joining(", "));
        return "%5d s  %s; %d faults so far; %s"
                .formatted(
                        Duration.between(begin, Instant.now()).toSeconds(),
                        words(trips.get()),
                        timeline.incidents().stream().filter(Incident::hasHit).count(),
                        broken);
    }

    private static String words(Counts trips) {
        return "%d asked for, %d accepted, %d booked, %d undone, %d refused, %d unanswered, %d clients"
                .formatted(
                        trips.sent(),
                        trips.accepted(),
                        trips.completed(),
                        trips.compensated(),
                        trips.refused(),
                        trips.unanswered(),
                        trips.open());
    }
}
