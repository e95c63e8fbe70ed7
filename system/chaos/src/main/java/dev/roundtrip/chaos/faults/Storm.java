package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Round.Planned;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Breaks things, round by round, and sees the system recover in between. */
final class Storm {
    private final Iterator<Round> schedule;
    private final World world;
    private final Timeline timeline;
    private final List<Weathered> rounds = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * A round that is over.
     *
     * @param incidents what was broken
     * @param recovery what came after; empty when something could not be mended, and nothing can be expected
     */
    record Weathered(Round round, List<Incident> incidents, Optional<Recovery.Seen> recovery) {}

    /**
     * Nothing is broken yet.
     *
     * @param schedule one round after the other
     */
    Storm(Iterator<Round> schedule, World world, Timeline timeline) {
        this.schedule = schedule;
        this.world = world;
        this.timeline = timeline;
    }

    /** Goes on until the time is over, and the round then under way with it; less when the system doesn't recover. */
    void rage(Duration howLong) {
        var end = Instant.now().plus(howLong);
        var goesOn = true;
        while (goesOn && schedule.hasNext() && Instant.now().isBefore(end)) {
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
        incidents.forEach(this::judgeAbsence);
        boolean isMended = incidents.stream().noneMatch(incident -> incident.effect() == Effect.STAYED);
        if (!isMended || !nurseAll()) {
            rounds.add(new Weathered(round, incidents, Optional.empty()));
            return false;
        }
        var end =
                incidents.stream().map(Incident::ended).max(Instant::compareTo).orElseThrow();
        var seen = world.recovery(end);
        rounds.add(new Weathered(round, incidents, Optional.of(seen)));
        judge("round " + round.number() + " (" + words(incidents) + ")", seen);
        world.settle().ifPresent(violations::add);
        return seen.isOver();
    }

    private void judgeAbsence(Incident incident) {
        if (incident.fault() instanceof Fault.Away away) {
            var when = "round " + incident.round() + ", while " + away.process() + " was away";
            incident.absence().ifPresent(absence -> judge(when, absence.seen()));
        }
    }

    private void judge(String when, Recovery.Seen seen) {
        if (!seen.isAsPromised()) {
            violations.add(String.format(
                    Locale.ROOT,
                    "%s: recovery took %.1f s, not at most %d s. %s",
                    when,
                    seen.took().toMillis() / 1000.0,
                    Recovery.PROMISED.toSeconds(),
                    String.join(" ", seen.inVain())));
        }
    }

    private boolean nurseAll() {
        try {
            violations.addAll(world.bringBackWhoEndedByThemselves());
            return true;
        } catch (LocalFailure e) {
            violations.add(e.getMessage());
            return false;
        }
    }

    private static String words(List<Incident> incidents) {
        return incidents.stream().map(incident -> incident.fault().words()).collect(Collectors.joining(", "));
    }

    private List<Incident> inflict(Round round) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var faults = round.faults().stream()
                    .map(planned -> CompletableFuture.supplyAsync(() -> inflict(round, planned), threads))
                    .toList();
            return faults.stream().map(CompletableFuture::join).toList();
        }
    }

    private Incident inflict(Round round, Planned planned) {
        pass(planned.at());
        timeline.begins(planned.fault());
        var incident = carryOut(round.number(), planned.fault(), Instant.now());
        timeline.ended(incident);
        return incident;
    }

    /** Whatever goes wrong with one fault must not keep what is known of the others. */
    private Incident carryOut(int round, Fault fault, Instant begun) {
        Optional<Absence> absence = Optional.empty();
        try {
            var broken = world.begin(fault);
            absence = absence(fault, begun);
            pass(Duration.between(Instant.now(), begun.plus(fault.lasting())));
            var effect = broken.mend() ? Effect.HIT : Effect.MISSED;
            return new Incident(round, fault, begun, Instant.now(), effect, absence);
        } catch (RuntimeException e) {
            synchronized (violations) {
                violations.add("round " + round + ", " + fault.words() + ": " + reason(e));
            }
            return new Incident(round, fault, begun, Instant.now(), Effect.STAYED, absence);
        }
    }

    private Optional<Absence> absence(Fault fault, Instant begun) {
        return fault instanceof Fault.Away away
                ? Optional.of(world.without(away.process(), begun, away.lasting()))
                : Optional.empty();
    }

    private static String reason(RuntimeException e) {
        return e instanceof LocalFailure || e instanceof PostgresNotStarted ? e.getMessage() : e.toString();
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
