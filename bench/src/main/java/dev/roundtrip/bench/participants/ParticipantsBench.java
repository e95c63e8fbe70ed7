package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.Contender;
import dev.roundtrip.bench.load.CostProbe;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.load.Look.Window;
import dev.roundtrip.bench.load.PairLoad;
import dev.roundtrip.bench.load.PairLoad.Left;
import dev.roundtrip.bench.load.PairWork;
import dev.roundtrip.bench.load.Reading;
import dev.roundtrip.bench.load.Settling;
import dev.roundtrip.bench.report.Cell;
import dev.roundtrip.bench.report.Figures;
import dev.roundtrip.bench.report.Measurement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures every contender at everything, one after the other, round after round, and audits what they leave. */
final class ParticipantsBench {
    private final Plan plan;
    private final FlightStock stock;
    private final List<Contender> contenders;
    private final CostProbe costs;
    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();
    private final long begin = System.nanoTime();
    private Left left = Left.none();

    ParticipantsBench(Plan plan, FlightStock stock, List<Contender> contenders, CostProbe costs, PrintStream out) {
        this.plan = plan;
        this.stock = stock;
        this.contenders = List.copyOf(contenders);
        this.costs = costs;
        this.out = out;
    }

    /** @throws BenchFailure when something fails, takes too long, or an audit finds something */
    Figures<Measurement> run() {
        var shapes = List.of(new Shape(Shape.HOT, stock.hot()), new Shape(Shape.MANY, stock.many()));
        warmUp(shapes);
        for (var round = 1; round <= plan.rounds(); round++) {
            out.printf("round %d of %d, pairs per second%n", round, plan.rounds());
            for (var shape : shapes) {
                for (var concurrency : plan.concurrencies()) {
                    measure(round, shape, concurrency);
                }
            }
            audit();
        }
        return new Figures<>(measurements);
    }

    /** At the load in the middle, until it gets no faster; then once at each of the shapes. */
    private void warmUp(List<Shape> shapes) {
        out.println("warming up, pairs per second");
        var workers = plan.concurrencies().get(plan.concurrencies().size() / 2);
        for (var contender : contenders) {
            out.printf("  %s", contender.name());
            var settling = new Settling(plan.mostWarmUps());
            while (settling.goesOn()) {
                var window = work(contender, shapes.getLast(), workers, plan.warmUp());
                var rate = window.perSecond(window.reading().pairs());
                settling.see(rate);
                out.printf(" %,.0f", rate);
                out.flush();
            }
            shapes.forEach(shape -> work(contender, shape, workers, plan.look()));
            out.println();
        }
        audit();
    }

    /** Each round begins with another contender, for what one leaves to be done may be paid for by the next. */
    private void measure(int round, Shape shape, int concurrency) {
        out.printf("  %-4s %3d at once ", shape.name(), concurrency);
        var order = new ArrayList<>(contenders);
        Collections.rotate(order, round - 1);
        for (var contender : order) {
            var cell = new Cell(contender.name(), shape.name(), concurrency);
            var window = work(contender, shape, concurrency, plan.look());
            if (window.reading().pairs() == 0) {
                throw new BenchFailure(contender.name() + " did not do one pair in "
                        + window.took().toMillis() + " ms: something else keeps this machine busy.");
            }
            var measured = Measurement.of(round, cell, window);
            measurements.add(measured);
            out.printf("  %s %,.0f", contender.name(), measured.pairsPerSecond());
            out.flush();
        }
        out.println();
    }

    private Window<Reading> work(Contender contender, Shape shape, int concurrency, Look look) {
        if (System.nanoTime() - begin > plan.limit().toNanos()) {
            throw new BenchFailure("After " + plan.limit().toSeconds()
                    + " s it is not done: something else keeps this machine busy. Run it again when that is over.");
        }
        var load = new PairLoad(shape.flights());
        var window = look.at(new PairWork(contender, concurrency, load), costs::read);
        left = left.and(load.left());
        return window;
    }

    private void audit() {
        var violations = stock.violations(left);
        if (!violations.isEmpty()) {
            throw new BenchFailure("The audit found: " + String.join("; ", violations) + ".");
        }
        out.printf(
                "  audit: %,d keys cancelled and %d left active; flights, reservations and ledger agree%n",
                left.cancelled(), left.active().size());
        stock.reset();
        left = Left.none();
    }
}
