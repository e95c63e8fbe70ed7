package dev.roundtrip.local.demo;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.trip.v1.Trip;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Plays every scenario on a system of its own, shows what happens to each trip, and audits what is left. */
public final class DemoCommand {
    private final PrintStream out;
    private final LocalSystem system;
    private final List<String> violations = new ArrayList<>();

    /**
     * Prepares a demo.
     *
     * @param system one that nothing was booked in; not started yet. The caller closes it
     */
    public DemoCommand(LocalSystem system, PrintStream out) {
        this.system = system;
        this.out = out;
    }

    /** Where the demo's system keeps its data, apart from those of `make run`. */
    public static LocalSystem freshSystem(Checkout checkout) {
        return LocalSystem.in(checkout.kept(System.getenv()).resolve("demo"), Ports.random(), true);
    }

    /**
     * Plays it.
     *
     * @return the exit code: 0 when all was as it should be
     * @throws LocalFailure when the system doesn't start
     */
    public int run(Checkout checkout) {
        start(checkout);
        try (var stage = new Stage(system)) {
            var scenarios = Scenarios.all();
            for (var i = 0; i < scenarios.size(); i++) {
                out.printf(
                        "%n%d/%d  %s%n",
                        i + 1, scenarios.size(), scenarios.get(i).title());
                play(scenarios.get(i), stage);
            }
            awaitRest(stage);
        }
        return audit();
    }

    private void start(Checkout checkout) {
        out.println("Starting PostgreSQL and four services, each a process of its own, on ports picked at random");
        system.startPostgres();
        out.printf("  %-16s 127.0.0.1:%d%n", "postgresql", system.ports().postgres());
        system.startServices(
                checkout,
                (name, address, took) ->
                        out.printf("  %-16s %s  ready in %.1f s%n", name, address, took.toMillis() / 1000.0));
    }

    private void play(Scenario scenario, Stage stage) {
        try {
            var outcome = scenario.play(stage);
            out.println("  " + headline(outcome.trip()));
            Timeline.of(outcome.events(), stage.takeInterventions()).forEach(out::println);
            outcome.surprises().forEach(this::report);
        } catch (LocalFailure | StatusRuntimeException e) {
            report(e.getMessage());
            stage.recover();
        }
    }

    private static String headline(Trip trip) {
        var status = trip.getStatus().name().substring("TRIP_STATUS_".length());
        var price = trip.getTotalPrice();
        var ending = trip.hasTotalPrice()
                ? "%d.%02d %s".formatted(price.getUnits(), price.getNanos() / 10_000_000, price.getCurrencyCode())
                : trip.getFailure().getReason() + " " + trip.getFailure().getStep();
        return "trip " + trip.getTripId() + ": " + status + ", " + ending.strip();
    }

    private void awaitRest(Stage stage) {
        try {
            stage.awaitRest();
        } catch (LocalFailure e) {
            report(e.getMessage());
        }
    }

    private int audit() {
        var audit = new Audit(system.databases());
        out.printf("%nAudit of the four databases: inventory, reservations, ledgers and journal%n");
        var found = audit.violations();
        found.forEach(this::report);
        if (found.isEmpty()) {
            out.println("  they agree: what is left and what is reserved make up what there is, every booked trip has");
            out.println("  all of its reservations, every other one none, and every history is whole");
        }
        audit.closedByOperator().forEach(closed -> out.println("  closed by operator: " + closed));
        out.printf("demo: trips=%d violations=%d%n", audit.trips(), violations.size());
        return violations.isEmpty() ? 0 : 1;
    }

    private void report(String violation) {
        violations.add(violation);
        out.println("  VIOLATION: " + violation);
    }
}
