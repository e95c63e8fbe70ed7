package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.Sagas;
import dev.roundtrip.bench.booking.Callers;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.load.Look;
import dev.roundtrip.bench.report.Latency;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.Table;
import dev.roundtrip.bench.trips.TripsBench;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Measures what a large journal costs: two orchestrators, one of which has millions of trips behind it, take turns with the same
 * load; lists are read from both; and the plans of everything that the grown one's database is asked are kept.
 */
public final class GrowthCommand {
    /** For many sweeps, and a look at what may be deleted. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    /** How often each list is asked for. */
    private static final int LOOKS = 300;

    /** In which most pages of the request ids' index are changed, on two processors. */
    private static final Duration TOUCHING = Duration.ofSeconds(45);

    private static final Duration TOUCHING_QUICK = Duration.ofSeconds(5);

    private static final int SAGAS = 5_000_000;
    private static final int SAGAS_QUICK = 200_000;

    private final Checkout checkout;
    private final int sagas;
    private final Plan plan;
    private final Duration touching;
    private final Duration idle;
    private final int looks;
    private final Path results;
    private final PrintStream out;

    /**
     * @param touching for how long each books from a checkpoint on, before anything is measured
     * @param idle for how long the grown one is watched while it only looks for due work
     * @param looks how often each list is asked for
     */
    GrowthCommand(
            Checkout checkout,
            int sagas,
            Plan plan,
            Duration touching,
            Duration idle,
            int looks,
            Path results,
            PrintStream out) {
        this.checkout = checkout;
        this.sagas = sagas;
        this.plan = plan;
        this.touching = touching;
        this.idle = idle;
        this.looks = looks;
        this.results = results;
        this.out = out;
    }

    /** Five million trips, whose figures are kept in docs/, or fewer, whose are not. */
    public static GrowthCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        var quick = Quick.isAskedFor(settings);
        int sagas = Sagas.askedFor(settings).orElse(quick ? SAGAS_QUICK : SAGAS);
        var folder = sagas == SAGAS ? "docs/figures" : "bench/target/figures";
        return new GrowthCommand(
                checkout,
                sagas,
                quick ? Plan.quickGrowth() : Plan.growth(),
                quick ? TOUCHING_QUICK : TOUCHING,
                IDLE,
                LOOKS,
                checkout.root().resolve(folder),
                out);
    }

    /** @throws BenchFailure when there are no figures */
    public void run() {
        checkout.requireBuilt();
        Stage.with(checkout, checkout.root().resolve("bench/target/growth"), out, this::measure);
    }

    private void measure(Stage stage) {
        var machine = Machine.before(checkout.root(), stage.startPostgres());
        var contenders = stage.start(plan.contenders());
        var seed = new Seed(stage.journalOf(Names.GROWN), out);
        out.printf("filling the journal of %s%n", Names.GROWN);
        oneOfEach(contenders);
        seed.sow(sagas);
        var size = seed.size();
        var touches = Touches.of(stage, contenders, touching, out);
        var figures = new TripsBench(plan, contenders, out).run().closed();
        new Table(figures).print(out);
        var reads = new Reads(read(stage, Names.ENGINE), read(stage, Names.GROWN));
        var plans = new PlanWatch(stage, idle).of(() -> read(stage, Names.GROWN));
        var growth = new Growth(sagas, size, touches, figures, reads, plans);
        new GrowthPage(growth, machine.after(), plan).write(results);
        out.println("written to " + checkout.root().relativize(results) + "/growth.md");
        out.println(growth.line());
    }

    /** There must be something to be copied. */
    private static void oneOfEach(List<Contender> contenders) {
        for (var contender : contenders) {
            for (var way : Way.values()) {
                var once = new Look(Duration.ZERO, Duration.ofMillis(500));
                once.at(new Callers(contender.name(), contender.booth(), way, 1), contender.costs());
            }
        }
    }

    private SequencedMap<String, Latency> read(Stage stage, String name) {
        try (var times = new ReadTimes(stage.portOf(name), looks)) {
            return times.all();
        }
    }
}
