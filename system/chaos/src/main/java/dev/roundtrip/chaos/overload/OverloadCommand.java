package dev.roundtrip.chaos.overload;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.io.PrintStream;
import java.util.Map;

/** Asks for three times what the system can do, and sees what it still does. */
public final class OverloadCommand implements Command {
    private static final int HELD = 0;
    private static final int FAILED = 1;

    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var system = LocalSystem.in(checkout.root().resolve("system/chaos/target/overload"), Ports.random(), true);
        var atTheEnd = new Thread(system::close, "stop everything");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try (system) {
            out.println("starting PostgreSQL and the services");
            system.startPostgres();
            system.startServices(checkout, (service, address, took) -> {});
            var findings = new Experiment(system, Plan.from(settings), out).run();
            findings.heaps()
                    .forEach(reading -> out.println(
                            "heap " + reading.when() + ": " + reading.heap().inWords()));
            findings.violations().forEach(out::println);
            out.println(findings.line());
            return findings.held() ? HELD : FAILED;
        }
    }
}
