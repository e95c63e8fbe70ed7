package dev.roundtrip.bench.replicas;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.Table;
import dev.roundtrip.bench.trips.TripsBench;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Measures what a second orchestrator on the same journal gives or costs, on the same processors. */
public final class ReplicasCommand {
    private final Checkout checkout;
    private final Plan plan;
    private final Path results;
    private final PrintStream out;

    ReplicasCommand(Checkout checkout, Plan plan, Path results, PrintStream out) {
        this.checkout = checkout;
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    /** A full run, whose figures are kept in docs/, or a shorter one, whose are not. */
    public static ReplicasCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        var quick = Quick.isAskedFor(settings);
        return new ReplicasCommand(
                checkout,
                quick ? Plan.quickReplicas() : Plan.replicas(),
                checkout.root().resolve(quick ? "bench/target/figures" : "docs/figures"),
                out);
    }

    /** @throws BenchFailure when there are no figures */
    public void run() {
        checkout.requireBuilt();
        Stage.with(checkout, checkout.root().resolve("bench/target/replicas"), out, this::measure);
    }

    private void measure(Stage stage) {
        var machine = Machine.before(checkout.root(), stage.startPostgres());
        var figures =
                new TripsBench(plan, stage.start(plan.contenders()), out).run().closed();
        new Table(figures).print(out);
        var replicas = new Replicas(figures);
        new ReplicasPage(replicas, machine.after(), plan).write(results);
        out.println("written to " + checkout.root().relativize(results) + "/replicas.md");
        out.println(replicas.line());
    }
}
