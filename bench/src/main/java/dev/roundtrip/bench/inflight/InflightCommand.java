package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.Sagas;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Measures what very many sagas that wait cost the replica that holds them, and how fast another one carries them on when that one
 * is killed.
 */
public final class InflightCommand {
    /** What a replica may be told by the environment, and what its JVM may. */
    private static final String FROM_OUTSIDE = "(ROUNDTRIP_(ENGINE|JOURNAL|API)|QUARKUS)_.*|SERVICE_JAVA_OPTIONS";

    private final Checkout checkout;
    private final Plan plan;
    private final Map<String, String> environment;
    private final Path results;
    private final PrintStream out;

    InflightCommand(Checkout checkout, Plan plan, Map<String, String> environment, Path results, PrintStream out) {
        this.checkout = checkout;
        this.plan = plan;
        this.environment = Map.copyOf(environment);
        this.results = results;
        this.out = out;
    }

    /** A hundred thousand, whose figures are kept in docs/, or fewer, whose are not. */
    public static InflightCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        var usual = Quick.isAskedFor(settings) ? Plan.quick() : Plan.full();
        var plan = usual.of(Sagas.askedFor(settings).orElse(usual.sagas()), settings);
        var folder = plan.equals(Plan.full()) ? "docs/figures" : "bench/target/figures";
        return new InflightCommand(checkout, plan, settings, checkout.root().resolve(folder), out);
    }

    /** Both bounds of admission: nothing ends, so nothing is learnt of how many may be begun. */
    private static Map<String, String> settings(Plan plan) {
        var sagas = Integer.toString(plan.sagas());
        return Map.of("roundtrip.engine.max-in-flight", sagas, "roundtrip.engine.starts-at-once", sagas);
    }

    /** Those, and what both replicas have from who started this program. */
    private SequencedMap<String, String> told() {
        var told = new TreeMap<>(settings(plan));
        environment.forEach((name, value) -> {
            if (name.matches(FROM_OUTSIDE)) {
                told.put(name, value);
            }
        });
        return told;
    }

    /** @throws BenchFailure when there are no figures */
    public void run() {
        checkout.requireBuilt();
        Stage.with(checkout, checkout.root().resolve("bench/target/inflight"), settings(plan), out, this::measure);
    }

    private void measure(Stage stage) {
        var machine = Machine.before(checkout.root(), stage.startPostgres());
        out.println("starting two replicas on one journal");
        stage.startStubsThatTakeNothingBack(plan.refusal());
        var first = stage.startEngine(Names.oneOf(Names.INFLIGHT, 1));
        var second = stage.startEngine(Names.oneOf(Names.INFLIGHT, 2));
        var inflight = new InflightBench(plan, stage, first, second, out).run();
        new InflightPage(inflight, plan.refusal(), told(), machine.after()).write(results);
        out.println("written to " + checkout.root().relativize(results) + "/inflight.md");
        out.println(inflight.line());
    }
}
