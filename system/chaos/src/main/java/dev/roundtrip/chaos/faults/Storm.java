package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Round.Planned;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Breaks things, round by round, and sees the system recover in between. */
final class Storm {
    private final Schedule schedule;
    private final Breaker breaker;
    private final Nurse nurse;
    private final Recovery recovery;
    private final Timeline timeline;
    private final List<Weathered> rounds = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * A round that is over.
     *
     * @param incidents what was broken
     * @param recovery what came after
     */
    record Weathered(Round round, List<Incident> incidents, Recovery.Seen recovery) {}

    Storm(Schedule schedule, Breaker breaker, Nurse nurse, Recovery recovery, Timeline timeline) {
        this.schedule = schedule;
        this.breaker = breaker;
        this.nurse = nurse;
        this.recovery = recovery;
        this.timeline = timeline;
    }

    /** Goes on until the time is over, and the round then under way with it; less when the system doesn't recover. */
    void rage(Duration howLong) {
        var end = Instant.now().plus(howLong);
        var goesOn = true;
        while (goesOn && Instant.now().isBefore(end)) {
            goesOn = weather(schedule.next());
        }
    }

    /** What there was of it. */
    List<Weathered> rounds() {
        return List.copyOf(rounds);
    }

    /** What was not as promised. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    private boolean weather(Round round) {
        var incidents = inflict(round);
        if (incidents.isEmpty()) {
            return false;
        }
        if (!nurseAll()) {
            return false;
        }
        var end =
                incidents.stream().map(Incident::ended).max(Instant::compareTo).orElseThrow();
        var seen = recovery.from(end);
        rounds.add(new Weathered(round, incidents, seen));
        if (!seen.isAsPromised()) {
            violations.add("round %d (%s): recovery took %.1f s, not at most %d s. %s"
                    .formatted(
                            round.number(),
                            words(incidents),
                            seen.took().toMillis() / 1000.0,
                            Recovery.PROMISED.toSeconds(),
                            String.join(" ", seen.inVain())));
        }
        return seen.isOver();
    }

    private boolean nurseAll() {
        try {
            violations.addAll(nurse.bringBackWhoEndedByThemselves());
            return true;
        } catch (LocalFailure e) {
            violations.add(e.getMessage());
            return false;
        }
    }

    private static String words(List<Incident> incidents) {
        return incidents.stream().map(incident -> incident.fault().words()).collect(Collectors.joining(", "));
    }

    /** Empty when something couldn't be mended. */
    private List<Incident> inflict(Round round) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var faults = round.faults().stream()
                    .map(planned -> CompletableFuture.supplyAsync(() -> inflict(round, planned), threads))
                    .toList();
            var incidents =
                    faults.stream().map(Storm::join).flatMap(Optional::stream).toList();
            return incidents.size() == faults.size() ? incidents : List.of();
        }
    }

    private static Optional<Incident> join(CompletableFuture<Optional<Incident>> fault) {
        try {
            return fault.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<Incident> inflict(Round round, Planned planned) {
        var fault = planned.fault();
        pass(planned.at());
        timeline.begins(fault);
        try {
            var begun = Instant.now();
            var broken = breaker.begin(fault);
            pass(fault.lasting());
            broken.mend();
            var incident = new Incident(round.number(), fault, begun, Instant.now());
            timeline.ended(incident);
            return Optional.of(incident);
        } catch (LocalFailure | PostgresNotStarted e) {
            synchronized (violations) {
                violations.add("round " + round.number() + ", " + fault.words() + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted in the middle of a round.", e);
        }
    }
}
