package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.chaos.overload.Machine;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import java.io.PrintStream;
import java.util.Map;

/**
 * Runs the system for long, and watches what grows: DURATION=30m, RATE=40 stories of clients begun in a second, SEED=1. Figures of
 * a run that is too short to be judged are not kept in docs.
 */
public final class SoakCommand implements Command {
    private static final int ORCHESTRATORS = 2;
    private static final int HELD = 0;
    private static final int FAILED = 1;

    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        var plan = SoakPlan.from(settings);
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var target = checkout.root().resolve("system/chaos/target");
        var system = LocalSystem.in(
                target.resolve("soak"),
                Ports.random(ORCHESTRATORS),
                true,
                plan.kept().wiring());
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop everything"));
        try (system) {
            out.println("starting PostgreSQL and the services");
            var machine = Machine.facts(system.startPostgres().of(ServiceName.ORCHESTRATOR));
            system.startServices(checkout, (service, address, took) -> {});
            var outcome = new SoakRun(system, plan, out).run();
            machine.put("load average after", Machine.loadAverage());
            var folder = plan.isJudged() ? checkout.root().resolve("docs/figures") : target.resolve("figures");
            new Report(outcome, machine).write(folder);
            tell(outcome, out);
            out.println("figures: " + checkout.root().relativize(folder.resolve("soak.md")));
            out.println(outcome.line());
            return outcome.held() ? HELD : FAILED;
        }
    }

    private static void tell(Outcome outcome, PrintStream out) {
        outcome.violations().forEach(out::println);
        if (outcome.plan().isJudged()) {
            outcome.verdict().past().forEach(trend -> out.println("past its limit: " + trend.row()));
        } else {
            out.println("too short to say what grows: nothing is judged but what is right");
        }
    }
}
