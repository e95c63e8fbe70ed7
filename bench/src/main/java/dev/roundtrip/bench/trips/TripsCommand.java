package dev.roundtrip.bench.trips;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Starts the contenders, measures, writes down what it found, and stops what it started. */
public final class TripsCommand {
    private final Checkout checkout;
    private final Plan plan;
    private final Optional<TripResults> results;
    private final PrintStream out;

    /** @param results where what is found is written down, if it is */
    TripsCommand(Checkout checkout, Plan plan, Optional<TripResults> results, PrintStream out) {
        this.checkout = checkout;
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    /** A full run of everyone, whose figures are kept in docs/, or one of less, whose are not. */
    public static TripsCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        var root = checkout.root();
        var plan = (Quick.isAskedFor(settings) ? Plan.quick() : Plan.full()).narrowedBy(settings);
        var results = new TripResults(root.resolve("bench/target/figures"), Optional.empty());
        if (plan.equals(Plan.full())) {
            results = new TripResults(root.resolve("docs/figures"), Optional.of(root.resolve("README.md")));
        }
        return new TripsCommand(checkout, plan, plan.isOfEveryone() ? Optional.of(results) : Optional.empty(), out);
    }

    /** @throws BenchFailure when there are no figures */
    public void run() {
        checkout.requireBuilt();
        Stage.with(checkout, checkout.root().resolve("bench/target/trips"), out, this::measure);
    }

    private void measure(Stage stage) {
        var machine = Machine.before(checkout.root(), stage.startPostgres());
        var contenders = stage.start(plan.contenders());
        var figures = new TripsBench(plan, contenders, Optional.of(stage.waitedCommits()), out).run();
        var after = machine.after();
        new Table(figures.closed()).print(out);
        results.ifPresent(place -> {
            place.write(figures, after, plan);
            out.println("written to " + checkout.root().relativize(place.folder()) + "/bench.md");
        });
        Alone.in(figures).ifPresent(alone -> out.println(alone.line()));
        out.println(new Headline(figures.closed()).line());
    }
}
