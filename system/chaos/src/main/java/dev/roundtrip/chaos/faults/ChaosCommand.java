package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.io.PrintStream;
import java.util.Map;

/** Drives load, breaks things from a seed, lets the system come to rest, and audits it. */
public final class ChaosCommand implements Command {
    @Override
    public int run(Map<String, String> environment, PrintStream out) {
        var settings = ChaosSettings.from(environment);
        out.println("Again: " + settings.command());
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var folder = checkout.kept(environment).resolve("chaos");
        var system = LocalSystem.in(folder, Ports.random(settings.replicas()), true);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop everything"));
        var outcome = new ChaosRun(settings, Breaker.kinds(), system, out).run(checkout);
        var report = new Report(outcome);
        var figures = settings.kept() ? checkout.root().resolve("docs/figures") : folder.resolve("figures");
        report.writeTo(figures);
        report.table().forEach(out::println);
        out.println("Figures: " + checkout.root().relativize(figures));
        out.println(outcome.line());
        return outcome.violations().isEmpty() ? 0 : 1;
    }
}
