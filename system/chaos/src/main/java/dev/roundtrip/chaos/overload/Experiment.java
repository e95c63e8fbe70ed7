package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.Watch;
import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.system.postgres.Database;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds out what a running system can do, asks for more, and looks at what it does then and afterwards. */
final class Experiment {
    /** At the beginning of each step, while its clients get into their stride. */
    private static final Duration RUN_UP = Duration.ofSeconds(2);
    /** Below it ratios say nothing. */
    private static final double LEAST_RATE = 5;

    private static final int MOST_WARM_UPS = 4;
    private static final double STILL_RISES = 1.1;
    private static final int MOST_OUTSTANDING = 30_000;
    private static final Duration TOLD = Duration.ofSeconds(5);
    /** What it may take to read all heaps while the machine is busy. */
    private static final Duration HEAPS = Duration.ofSeconds(90);

    private static final Bound LAST_ANSWERS = new Bound(Duration.ofSeconds(60));
    private static final Bound REST = new Bound(Duration.ofSeconds(120));

    private final LocalSystem system;
    private final Plan plan;
    private final PrintStream out;
    private final Wishes wishes = new Wishes();
    private final Books books = new Books();
    private final List<Phase> phases = new ArrayList<>();

    /** Needs a system that has been started. */
    Experiment(LocalSystem system, Plan plan, PrintStream out) {
        this.system = system;
        this.plan = plan;
        this.out = out;
    }

    /** Takes as long as the plan says, and a while until all is at rest; then everything is audited. */
    Outcome run() {
        Wishes.stockUp(system.databases());
        var ports = system.orchestrators().stream().map(ServiceProcess::port).toList();
        try (var travellers = new Travellers(ports, plan.connections(), plan.patience(), books)) {
            return run(travellers);
        }
    }

    private Outcome run(Travellers travellers) {
        warmUp(travellers);
        int clients = best(travellers);
        var rounds = new ArrayList<Round>();
        var before = closed("what it can do", travellers, clients, plan.afterwards());
        while (rounds.size() < plan.rounds()) {
            var round = round(travellers, clients, before);
            rounds.add(round);
            before = round.afterwards();
        }
        return new Outcome(plan, rounds, phases, heaps(travellers, clients, before), violations());
    }

    private Round round(Travellers travellers, int clients, Phase before) {
        var overload = open(travellers, "overload", plan.factor() * Round.settled(before), plan.overload());
        var afterwards = closed("afterwards", travellers, clients, plan.afterwards());
        LAST_ANSWERS.awaitThat("every call's answer, or the end of its time", books::areClosed);
        return new Round(before, seen(overload.phase()), seen(afterwards));
    }

    /** In times of their own, since to read them takes some; those of the overload when it is as old as it gets. */
    private Outcome.Heaps heaps(Travellers travellers, int clients, Phase before) {
        var atCapacity = heapsAtCapacity(travellers, clients);
        double offered = plan.factor() * Round.settled(before);
        open(travellers, "overload", offered, plan.afterwards());
        var overloaded = heapsOverloaded(travellers, offered);
        LAST_ANSWERS.awaitThat("every call's answer, or the end of its time", books::areClosed);
        REST.awaitThat("every trip to end", () -> Books.unfinished(journal()) == 0);
        return new Outcome.Heaps(
                atCapacity, overloaded, HeapReading.of("afterwards", system.services(), plan.heapReadings()));
    }

    /** Twice at least, or nobody knows whether it has come to an end. */
    private void warmUp(Travellers travellers) {
        double before = 0;
        for (int times = 1; times <= MOST_WARM_UPS; times++) {
            double now = rate(seen(closed("warm-up", travellers, plan.steps().getLast(), plan.warmUp())));
            if (now < before * STILL_RISES) {
                return;
            }
            before = now;
        }
    }

    private record Step(int clients, double rate) {}

    /** With how many clients most is booked. */
    private int best(Travellers travellers) {
        return plan.steps().stream()
                .map(clients -> new Step(clients, rate(seen(closed("step", travellers, clients, plan.step())))))
                .max(Comparator.comparingDouble(Step::rate))
                .filter(best -> best.rate() >= LEAST_RATE)
                .orElseThrow(
                        () -> new LocalFailure(
                                "Fewer than " + LEAST_RATE
                                        + " trips were booked per second: something else keeps this machine busy, or the system is broken."))
                .clients();
    }

    private static double rate(Phase phase) {
        return phase.count().when().booked().rateAfter(RUN_UP);
    }

    /** The clients go on until it is done. */
    private HeapReading heapsAtCapacity(Travellers travellers, int clients) {
        return heapsWhile("at capacity", RUN_UP, (lasting, tally) -> new ClosedLoop(clients)
                .run(travellers, wishes, lasting, tally));
    }

    /** The overload goes on until they are read. */
    private HeapReading heapsOverloaded(Travellers travellers, double offered) {
        return heapsWhile("overloaded", Duration.ZERO, (lasting, tally) -> new OpenLoop(offered, MOST_OUTSTANDING)
                .run(travellers, wishes, lasting, tally));
    }

    @FunctionalInterface
    private interface Load {
        void run(Lasting lasting, Tally tally);
    }

    private HeapReading heapsWhile(String when, Duration from, Load load) {
        var heaps = CompletableFuture.supplyAsync(
                () -> HeapReading.of(when, system.services(), plan.heapReadings()),
                CompletableFuture.delayedExecutor(from.toMillis(), TimeUnit.MILLISECONDS));
        load.run(Lasting.until(heaps::isDone, HEAPS), new Tally(HEAPS));
        if (!heaps.isDone()) {
            throw new LocalFailure("Heaps could not be read within " + HEAPS.toSeconds() + " s " + when + ".");
        }
        var reading = heaps.join();
        out.println(reading.inWords());
        return reading;
    }

    private record Offered(String name, double offered, Duration length, Tally tally, Cpu spent) {
        /** When all its calls have been answered. */
        Phase phase() {
            return new Phase(name, offered, length, tally.count(), spent);
        }
    }

    /** Doesn't wait for the last answers: what comes next begins at once. */
    private Offered open(Travellers travellers, String name, double offered, Duration length) {
        var before = Cpu.of(Parts.of(system));
        var tally = new Tally(length);
        told(name, tally, () -> new OpenLoop(offered, MOST_OUTSTANDING)
                .run(travellers, wishes, Lasting.of(length), tally));
        return new Offered(
                name, offered, length, tally, Cpu.of(Parts.of(system)).since(before));
    }

    private Phase closed(String kind, Travellers travellers, int clients, Duration length) {
        var name = kind + ", " + clients + " clients";
        var before = Cpu.of(Parts.of(system));
        var tally = new Tally(length);
        told(name, tally, () -> new ClosedLoop(clients).run(travellers, wishes, Lasting.of(length), tally));
        var spent = Cpu.of(Parts.of(system)).since(before);
        return new Phase(name, Double.NaN, length, tally.count(), spent);
    }

    /** Whoever watches is told how it goes. */
    private void told(String name, Tally tally, Runnable load) {
        try (var watch = new Watch()) {
            watch.every(TOLD, new Progress(name, tally, out));
            load.run();
            watch.requireGoingOn();
        }
    }

    private Phase seen(Phase phase) {
        phases.add(phase);
        out.println(phase.line());
        return phase;
    }

    private Database journal() {
        return system.databases().of(ServiceName.ORCHESTRATOR);
    }

    /** What was told is in the journal, and all that is in the journal is as it should be. */
    private List<String> violations() {
        return Stream.concat(books.violations(journal()).stream(), new Audit(system.databases()).violations().stream())
                .toList();
    }
}
