package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.chaos.Settings;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Asks for three times what the system can do, and sees what it still does. QUICK=1 looks for a shorter time, and its figures
 * are not kept in docs; REPLICAS=2 has two orchestrators share the work.
 */
public final class OverloadCommand implements Command {
    private static final String QUICK_SETTING = "QUICK";
    private static final String REPLICAS_SETTING = "REPLICAS";
    private static final int HELD = 0;
    private static final int FAILED = 1;

    @Override
    public int run(Map<String, String> environment, PrintStream out) {
        var settings = new Settings(environment);
        boolean quick = settings.isOn(QUICK_SETTING);
        var ports = Ports.random(settings.number(REPLICAS_SETTING, 1, 1, 2));
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var target = checkout.root().resolve("system/chaos/target");
        var system = LocalSystem.in(target.resolve("overload"), ports, true);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop everything"));
        try (system) {
            out.println("starting PostgreSQL and the services");
            var machine = Machine.facts(system.startPostgres().of(ServiceName.ORCHESTRATOR));
            system.startServices(checkout, (service, address, took) -> {});
            machine.put("processors", Processors.here().divide(Parts.of(system)));
            var outcome = new Experiment(system, quick ? Plan.quick() : Plan.full(), out).run();
            machine.put("load average after", Machine.loadAverage());
            return conclude(
                    new Report(outcome, machine),
                    quick ? target.resolve("figures") : checkout.root().resolve("docs/figures"),
                    out);
        }
    }

    /** Keeps and tells it, the figures in the last line; what of it was not held decides on the exit code. */
    static int conclude(Report report, Path folder, PrintStream out) {
        report.write(folder);
        var outcome = report.outcome();
        outcome.phases().forEach(phase -> out.println(phase.secondBySecond()));
        outcome.heaps().all().forEach(reading -> out.println(reading.inWords()));
        outcome.unheld().forEach(what -> out.println("NOT HELD: " + what));
        out.println(outcome.line());
        return outcome.held() ? HELD : FAILED;
    }
}
