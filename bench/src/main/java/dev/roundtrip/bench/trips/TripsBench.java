package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.Arrivals;
import dev.roundtrip.bench.booking.Callers;
import dev.roundtrip.bench.booking.TripReading;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.load.Look.Window;
import dev.roundtrip.bench.load.Settling;
import dev.roundtrip.bench.load.Work;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Memory;
import dev.roundtrip.bench.stage.WaitedCommits;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Measures every contender at everything, one after the other, round after round. */
public final class TripsBench {
    /** How many are waited for at a time: twice in every round, each way. */
    private static final int COMMITS = 50;

    private final Plan plan;
    private final List<Contender> contenders;
    private final Optional<WaitedCommits> commits;
    private final PrintStream out;
    private final List<TripMeasurement> measurements = new ArrayList<>();
    private final long begin = System.nanoTime();

    /**
     * @param plan what is measured
     * @param contenders of whom
     * @param out is told how it gets on
     */
    public TripsBench(Plan plan, List<Contender> contenders, PrintStream out) {
        this(plan, contenders, Optional.empty(), out);
    }

    /** @param commits what one waits for who is alone: they are taken before and after everyone's turn with one caller */
    TripsBench(Plan plan, List<Contender> contenders, Optional<WaitedCommits> commits, PrintStream out) {
        this.commits = commits;
        this.plan = plan;
        this.contenders = List.copyOf(contenders);
        this.out = out;
    }

    /** @throws BenchFailure when a trip doesn't end as it has to, or it all takes too long */
    public TripFigures run() {
        warmUp();
        for (var round = 1; round <= plan.rounds(); round++) {
            out.printf("round %d of %d, trips per second%n", round, plan.rounds());
            for (var way : Way.values()) {
                for (var concurrency : plan.concurrencies()) {
                    measure(round, way, concurrency);
                }
            }
        }
        var closed = new Figures<>(measurements);
        var open = new Figures<>(atARate(closed));
        contenders.forEach(Contender::audit);
        return new TripFigures(
                closed,
                open,
                liveHeaps(),
                commits.map(WaitedCommits::medianMillis).orElse(0.0));
    }

    private List<TripMeasurement> atARate(Figures<TripMeasurement> closed) {
        var offers = new Offers(contenders, closed, plan.shares()).all();
        var measured = new ArrayList<TripMeasurement>();
        for (var round = 1; round <= plan.openRounds(); round++) {
            out.printf("at a rate of its own, round %d of %d, p99 in ms%n", round, plan.openRounds());
            for (var together : offers) {
                measured.addAll(measure(round, together));
            }
        }
        return measured;
    }

    private List<TripMeasurement> measure(int round, List<Offer> together) {
        out.printf("  %-12s", together.getFirst().shape());
        var measured = inTurn(together, round).stream().map(offer -> {
            var arrivals =
                    new Arrivals(offer.contender().name(), offer.contender().booth(), Way.FORWARD, offer.perSecond());
            var cell = new Cell(offer.contender().name(), offer.shape(), (int) Math.round(offer.perSecond()));
            var one = measurement(round, cell, offer.contender(), look(arrivals, offer.contender(), plan.look()));
            out.printf(Locale.ROOT, "  %s %.2f", cell.contender(), one.latency().p99());
            out.flush();
            return one;
        });
        var all = measured.toList();
        out.println();
        return all;
    }

    private Map<String, Double> liveHeaps() {
        return contenders.stream()
                .filter(contender -> !contender.fronts().isEmpty())
                .collect(Collectors.toMap(Contender::name, contender -> contender.fronts().stream()
                        .mapToDouble(Memory::liveHeap)
                        .sum()));
    }

    /** With a middling number of callers, until it gets no faster, each way. */
    public void warmUp() {
        out.println("warming up, trips per second");
        var callers = plan.concurrencies().get(plan.concurrencies().size() / 2);
        for (var contender : contenders) {
            for (var way : Way.values()) {
                out.printf("  %-8s %-8s", contender.name(), way.label());
                var settling = new Settling(plan.mostWarmUps());
                while (settling.goesOn()) {
                    var window = look(callers(contender, way, callers), contender, plan.warmUp());
                    var rate = window.perSecond(window.reading().trips());
                    settling.see(rate);
                    out.printf(" %,.0f", rate);
                    out.flush();
                }
                out.println();
            }
        }
    }

    private void measure(int round, Way way, int concurrency) {
        out.printf("  %-8s %3d at once ", way.label(), concurrency);
        takeCommits(concurrency);
        for (var contender : inTurn(contenders, round)) {
            var cell = new Cell(contender.name(), way.label(), concurrency);
            var window = look(callers(contender, way, concurrency), contender, plan.lookAt(concurrency));
            var measured = measurement(round, cell, contender, window);
            measurements.add(measured);
            out.printf("  %s %,.0f", contender.name(), measured.perSecond());
            out.flush();
        }
        takeCommits(concurrency);
        out.println();
    }

    /** Nobody else writes then. */
    private void takeCommits(int concurrency) {
        if (concurrency == 1) {
            commits.ifPresent(some -> some.take(COMMITS));
        }
    }

    /** Each round begins with another, for what one leaves to be done may be paid for by the next. */
    private static <T> List<T> inTurn(List<T> all, int round) {
        var order = new ArrayList<>(all);
        Collections.rotate(order, round - 1);
        return order;
    }

    private static Callers callers(Contender contender, Way way, int number) {
        return new Callers(contender.name(), contender.booth(), way, number);
    }

    private static TripMeasurement measurement(int round, Cell cell, Contender contender, Window<TripReading> window) {
        if (window.reading().trips() == 0) {
            throw new BenchFailure(contender.name() + " did not book one trip in "
                    + window.took().toMillis() + " ms: something else keeps this machine busy.");
        }
        return TripMeasurement.of(
                round,
                cell,
                window,
                contender.fronts().stream().mapToDouble(Memory::resident).sum());
    }

    private Window<TripReading> look(Work<TripReading> work, Contender contender, Look look) {
        if (System.nanoTime() - begin > plan.limit().toNanos()) {
            throw new BenchFailure("After " + plan.limit().toSeconds()
                    + " s it is not done: something else keeps this machine busy. Run it again when that is over.");
        }
        return look.at(work, contender.costs());
    }
}
