package dev.roundtrip.chaos.fuzz;

import dev.roundtrip.chaos.Command;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends garbage to every RPC and every HTTP route of a system of its own, for as long as DURATION says, made from SEED. */
public final class FuzzCommand implements Command {
    @Override
    public int run(Map<String, String> settings, PrintStream out) {
        var plan = FuzzPlan.from(settings);
        var checkout = Checkout.locate();
        checkout.requireBuilt();
        var system = LocalSystem.in(checkout.kept(settings).resolve("fuzz"), Ports.random(), true);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop everything"));
        out.println("Starting PostgreSQL and four services, each a process of its own, on ports picked at random");
        system.startPostgres();
        system.startServices(checkout, (name, address, took) -> out.printf("  %-16s %s%n", name, address));
        var run = new FuzzRun(system);
        out.printf(
                "Sending garbage to %d methods and %d routes for %s s; SEED=%d sends the same again%n",
                run.rpcs().size(), run.routes().size(), plan.duration().toSeconds(), plan.seed());
        var findings = run.run(plan);
        return print(findings, plan, run.routes().size(), out);
    }

    private static int print(Findings findings, FuzzPlan plan, int routes, PrintStream out) {
        findings.answers().forEach((door, answers) -> out.printf("  %-75s %s%n", door, inWords(answers)));
        findings.shown().forEach(violation -> out.println("VIOLATION: " + violation));
        out.printf(
                "fuzz: seed=%d calls=%d routes=%d violations=%d%n",
                plan.seed(), findings.calls(), routes, findings.violations());
        return findings.violations() == 0 ? 0 : 1;
    }

    private static String inWords(Map<String, Integer> answers) {
        return answers.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(answer -> answer.getKey() + " " + answer.getValue())
                .collect(Collectors.joining(", "));
    }
}
