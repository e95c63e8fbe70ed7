package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalFailure;
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
    public int run(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var target = checkout.root().resolve("system/chaos/target");
        boolean quick = isQuick(settings);
        var ports = Ports.random(replicas(settings));
        var system = LocalSystem.in(target.resolve("overload"), ports, true);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop everything"));
        try (system) {
            out.println("starting PostgreSQL and the services");
            var machine = Machine.facts(system.startPostgres().of(ServiceName.ORCHESTRATOR));
            system.startServices(checkout, (service, address, took) -> {});
            var findings = new Experiment(system, quick ? Plan.quick() : Plan.full(), out).run();
            machine.put("load average after", Machine.loadAverage());
            tell(
                    new Report(findings, machine),
                    quick ? target.resolve("figures") : checkout.root().resolve("docs/figures"),
                    out);
            return findings.held() ? HELD : FAILED;
        }
    }

    private static void tell(Report report, Path folder, PrintStream out) {
        report.write(folder);
        var findings = report.findings();
        findings.heaps()
                .forEach(reading -> out.println(
                        "heaps " + reading.when() + ": " + reading.heap().inWords()));
        findings.violations().forEach(out::println);
        out.println(findings.line());
    }

    private static boolean isQuick(Map<String, String> settings) {
        return switch (settings.getOrDefault(QUICK_SETTING, "").strip()) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw new LocalFailure(QUICK_SETTING + " is 1, or nothing.");
        };
    }

    private static int replicas(Map<String, String> settings) {
        return switch (settings.getOrDefault(REPLICAS_SETTING, "").strip()) {
            case "", "1" -> 1;
            case "2" -> 2;
            default -> throw new LocalFailure(REPLICAS_SETTING + " is 1 or 2, or nothing.");
        };
    }
}
