package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.audit.Audit;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds out what a running system can do, asks for more, and looks at what it does then and afterwards. */
final class Experiment {
    private static final Duration RUN_UP = Duration.ofSeconds(2);
    /** What is offered afterwards: less than the system can do, more than what is asked of it. */
    private static final double AFTERWARDS = 0.95;

    private static final int MOST_OUTSTANDING = 30_000;
    private static final Bound LAST_ANSWERS = new Bound(Duration.ofSeconds(30));
    private static final Bound REST = new Bound(Duration.ofSeconds(120));

    private final LocalSystem system;
    private final Plan plan;
    private final PrintStream out;
    private final Wishes wishes = new Wishes();
    private final List<Phase> phases = new ArrayList<>();

    Experiment(LocalSystem system, Plan plan, PrintStream out) {
        this.system = system;
        this.plan = plan;
        this.out = out;
    }

    /** Needs a system that has been started. */
    Findings run() {
        Wishes.stockUp(system.databases());
        var ports = system.orchestrators().stream().map(ServiceProcess::port).toList();
        try (var travellers = new Travellers(ports, plan.connections(), plan.patience())) {
            return run(travellers);
        }
    }

    private Findings run(Travellers travellers) {
        closed("warm-up", travellers, plan.steps().getLast(), plan.warmUp(), () -> {});
        var capacity = capacity(travellers);
        var before = new HeapReading[1];
        closed(
                "at capacity",
                travellers,
                capacity.clients(),
                plan.step(),
                () -> before[0] = HeapReading.of("at capacity", system.services()));
        var overloaded = overload(travellers, capacity.rate());
        var recovered = recover(travellers, capacity.rate());
        REST.awaitThat("every trip to end", () -> unfinished() == 0);
        var after = HeapReading.of("afterwards", system.services());
        return new Findings(
                plan,
                capacity.rate(),
                phases,
                overloaded.phase(),
                recovered.count().timeline().until(0.9 * capacity.rate()),
                List.of(before[0], overloaded.heap(), after),
                violations());
    }

    private record Capacity(int clients, double rate) {}

    private Capacity capacity(Travellers travellers) {
        return plan.steps().stream()
                .map(clients -> new Capacity(
                        clients,
                        closed("capacity", travellers, clients, plan.step(), () -> {})
                                .count()
                                .timeline()
                                .rateAfter(RUN_UP)))
                .max(Comparator.comparingDouble(Capacity::rate))
                .orElseThrow();
    }

    private record Overloaded(Phase phase, HeapReading heap) {}

    /** Heaps are looked at when the overload is as old as it gets, in a time of its own: to collect them takes some of it. */
    private Overloaded overload(Travellers travellers, double capacity) {
        var loop = new OpenLoop(plan.factor() * capacity, MOST_OUTSTANDING);
        var looked = loop.run(travellers, wishes, plan.overload());
        var heap = CompletableFuture.supplyAsync(() -> HeapReading.of("overloaded", system.services()));
        loop.run(travellers, wishes, plan.step());
        var heaps = heap.join();
        // The first phase's calls have all been answered by now, or their time is over: theirs are what is counted.
        return new Overloaded(seen("overload", plan.factor() * capacity, looked), heaps);
    }

    private Phase recover(Travellers travellers, double capacity) {
        var loop = new OpenLoop(AFTERWARDS * capacity, MOST_OUTSTANDING);
        var tally = loop.run(travellers, wishes, plan.afterwards());
        LAST_ANSWERS.awaitThat("the last answers", () -> tally.outstanding() == 0);
        return seen("afterwards", AFTERWARDS * capacity, tally);
    }

    private Phase closed(String name, Travellers travellers, int clients, Duration length, Runnable meanwhile) {
        var count = new ClosedLoop(clients).run(travellers, wishes, length, meanwhile);
        return seen(new Phase(name + ", " + clients + " clients", Double.NaN, count));
    }

    private Phase seen(String name, double offered, Tally tally) {
        return seen(new Phase(name, offered, tally.count()));
    }

    private Phase seen(Phase phase) {
        phases.add(phase);
        out.println(phase.line());
        return phase;
    }

    private long unfinished() {
        try (var connection = system.databases().of(ServiceName.ORCHESTRATOR).connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM saga WHERE status IN ('RUNNING', 'COMPENSATING')")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new LocalFailure("The journal can't be read: " + e.getMessage(), e);
        }
    }

    /** What was told of is in the journal, and all that is in the journal is as it should be. */
    private List<String> violations() {
        return new Audit(system.databases()).violations();
    }
}
