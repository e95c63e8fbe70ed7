package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.local.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Drives load, breaks things from a seed, lets the system come to rest, and audits it. */
public final class ChaosCommand implements Command {
    @Override
    public int run(Map<String, String> environment, PrintStream out) {
        var settings = ChaosSettings.from(environment);
        out.println("seed " + settings.seed() + ". To do it again: " + settings.command());
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var folder = checkout.kept(environment).resolve("chaos");
        var run = new ChaosRun(settings, folder, out);
        Runtime.getRuntime().addShutdownHook(new Thread(run::close, "stop everything"));
        var outcome = run.run(checkout);
        var figures = settings.kept() ? checkout.root().resolve("docs/figures") : folder.resolve("figures");
        var report = new Report(outcome);
        report.writeTo(figures);
        report.table().forEach(out::println);
        out.println("Figures: " + relative(checkout, figures) + ", logs: " + relative(checkout, folder.resolve("log"))
                + (outcome.violations().isEmpty()
                        ? ""
                        : ", violations: " + relative(checkout, folder.resolve("violations.txt"))));
        out.println(outcome.line());
        return outcome.violations().isEmpty() ? 0 : 1;
    }

    /** As people in the checkout's folder would name it. */
    private static Path relative(Checkout checkout, Path path) {
        return path.startsWith(checkout.root()) ? checkout.root().relativize(path) : path;
    }
}
