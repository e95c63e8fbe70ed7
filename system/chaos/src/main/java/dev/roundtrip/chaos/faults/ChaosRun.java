package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.audit.Audit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One run on a system of its own: start it, have clients at it, break it, let it come to rest, audit it. */
final class ChaosRun {
    private final ChaosSettings settings;
    private final Set<Kind> kinds;
    private final LocalSystem system;
    private final PrintStream out;
    private final Timeline timeline = new Timeline();

    /**
     * Prepares it.
     *
     * @param kinds in what ways things are broken
     * @param system not started yet; the caller closes it
     */
    ChaosRun(ChaosSettings settings, Set<Kind> kinds, LocalSystem system, PrintStream out) {
        this.settings = settings;
        this.kinds = kinds;
        this.system = system;
        this.out = out;
    }

    Outcome run(Checkout checkout) {
        var schedule = new Schedule(settings.seed(), Parts.of(settings.replicas()), kinds);
        start(checkout);
        var violations = new ArrayList<String>();
        var rounds = rage(schedule, violations);
        violations.addAll(rest());
        var audit = new Audit(system.databases());
        violations.addAll(audit.violations());
        var outcome = new Outcome(settings, audit.trips(), rounds, violations);
        explain(outcome);
        return outcome;
    }

    private void start(Checkout checkout) {
        out.printf(
                "Starting PostgreSQL, three participants and %d orchestrators, each a process of its own%n",
                settings.replicas());
        system.startPostgres();
        Durability.require(system.databases().of(ServiceName.ORCHESTRATOR));
        system.startServices(checkout, (name, address, took) -> {});
    }

    private List<Storm.Weathered> rage(Schedule schedule, List<String> violations) {
        var nurse = new Nurse(system);
        try (var clients = new Bookers(system.orchestrators(), settings.rate());
                var recovery = new Recovery(system)) {
            var storm = new Storm(schedule, new Breaker(system, nurse), nurse, recovery, timeline);
            new ProgressLines(clients::soFar, timeline, out).during(() -> storm.rage(settings.duration()));
            violations.addAll(storm.violations());
            return storm.rounds();
        }
    }

    private List<String> rest() {
        out.println("Waiting until every trip has ended and nothing is on the wire");
        return new Rest(system.databases()).await();
    }

    private void explain(Outcome outcome) {
        if (outcome.violations().isEmpty()) {
            return;
        }
        out.println("What was broken, and when:");
        timeline.incidents().forEach(incident -> out.println("  " + incident.line()));
        outcome.violations().forEach(violation -> out.println("VIOLATION: " + violation));
        var histories = new Histories(system.databases(), timeline, trip -> List.of());
        Histories.tripsIn(outcome.violations()).stream()
                .limit(20)
                .flatMap(trip -> histories.of(trip).stream())
                .forEach(out::println);
    }
}
