package dev.roundtrip.bench.profile;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.Quick;
import dev.roundtrip.bench.booking.Callers;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Machine;
import dev.roundtrip.bench.stage.Contender;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.bench.trips.Plan;
import dev.roundtrip.bench.trips.TripsBench;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at where the processor time of a front goes, each way, and draws it. */
public final class ProfileCommand {
    private static final String FOLDER = "bench/target/profile";

    private final Checkout checkout;
    private final Plan plan;
    private final Path results;
    private final PrintStream out;

    ProfileCommand(Checkout checkout, Plan plan, Path results, PrintStream out) {
        this.checkout = checkout;
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    /** The whole profile of the engine, which is kept in docs/, or that of less or of another, which is not. */
    public static ProfileCommand fromEnvironment(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        var plan = (Quick.isAskedFor(settings) ? Plan.quickProfile() : Plan.profile()).narrowedBy(settings);
        if (plan.contenders().size() != 1 || plan.concurrencies().size() != 1) {
            throw new BenchFailure("One contender has a profile taken at a time, with one number of callers.");
        }
        var folder = plan.equals(Plan.profile()) ? "docs/figures/bench" : "bench/target/figures";
        return new ProfileCommand(checkout, plan, checkout.root().resolve(folder), out);
    }

    /** @throws BenchFailure when there is no profile */
    public void run() {
        checkout.requireBuilt();
        Stage.with(checkout, checkout.root().resolve(FOLDER), out, this::look);
    }

    private void look(Stage stage) {
        var machine = Machine.before(checkout.root(), stage.startPostgres());
        var contenders = stage.start(plan.contenders());
        var contender = contenders.getFirst();
        if (contender.fronts().size() != 1) {
            throw new BenchFailure(contender.name() + " has not one front, of which a profile could be taken.");
        }
        new TripsBench(plan, contenders, out).warmUp();
        var ways = Stream.of(Way.values()).map(way -> profile(contender, way)).toList();
        contender.audit();
        var profiles = new Profiles(contender.name(), callers(), ways);
        new ProfilePage(profiles, machine.after(), plan.look().window().toSeconds()).write(results);
        out.println("written to " + checkout.root().relativize(results) + "/profile.md");
        out.println(profiles.line());
    }

    private int callers() {
        return plan.concurrencies().getFirst();
    }

    private Profile profile(Contender contender, Way way) {
        out.printf("recording %s, %s, %d at once%n", contender.name(), way.label(), callers());
        var file = checkout.root().resolve(FOLDER).resolve(way.label() + ".jfr");
        var recording = Recording.of(contender.fronts().getFirst(), way.label(), plan.look(), file);
        // It is asked for before they begin to call, so that they still do when it ends.
        var window =
                plan.look().at(new Callers(contender.name(), contender.booth(), way, callers()), contender.costs());
        var stacks = recording.stacks();
        out.printf("  %s has %,d samples%n", checkout.root().relativize(file), stacks.samples());
        return new Profile(
                way,
                window.perSecond(window.reading().trips()),
                processors(window.cost().cpu(Contender.FRONT), window.took()),
                stacks);
    }

    private static double processors(Duration cpu, Duration took) {
        return (double) cpu.toNanos() / took.toNanos();
    }
}
