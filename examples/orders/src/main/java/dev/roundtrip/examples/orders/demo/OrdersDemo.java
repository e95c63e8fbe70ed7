package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import dev.roundtrip.system.postgres.PostgresServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Plays every scenario in a shop of its own, shows what happens to each order, and audits what is left. */
public final class OrdersDemo {
    private static final List<Scenario> SCENARIOS = List.of(
            new EverythingGoesWell(),
            new DeliveryFails(),
            new ProcessKilled(),
            new SecondOfThreeFails(),
            new Diamond(),
            new DiamondFails());

    private final PrintStream out;
    private final List<String> violations = new ArrayList<>();
    private final Deque<Runnable> endings = new ConcurrentLinkedDeque<>();

    private OrdersDemo(PrintStream out) {
        this.out = out;
    }

    /** Exits 0 when all was as it should be, and 1 when anything was not. */
    public static void main(String[] arguments) {
        Logs.quieten();
        var demo = new OrdersDemo(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "clear away"));
        int code = 1;
        try {
            code = demo.run();
        } catch (DemoFailure | PostgresNotStarted e) {
            System.err.println(e.getMessage());
        } catch (RuntimeException e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private int run() {
        var folder = RunFolder.make();
        atTheEnd(folder::remove);
        out.println("Starting PostgreSQL, with a database for the journal and one for each participant");
        var server = PostgresServer.durable(folder.data(), 0, folder.log("postgresql"));
        atTheEnd(() -> stop(server, folder));
        var databases = Databases.in(server);
        Stock.fill(databases);
        int orders;
        try (var stage = new Stage(databases, folder.log("second-desk"))) {
            play(stage);
            orders = audit(stage);
        }
        end();
        out.printf("demo-orders: orders=%d violations=%d%n", orders, violations.size());
        return violations.isEmpty() ? 0 : 1;
    }

    /** On a busy machine PostgreSQL takes longer to stop than it is given at first. */
    private static void stop(PostgresServer server, RunFolder folder) {
        server.close();
        PostgresServer.stopOrphanOn(folder.data());
    }

    /** Also when the program is told to stop: what was begun last is ended first. */
    private void atTheEnd(Runnable task) {
        endings.addFirst(task);
    }

    private void end() {
        for (var task = endings.pollFirst(); task != null; task = endings.pollFirst()) {
            task.run();
        }
    }

    private void play(Stage stage) {
        requireDurable(stage);
        for (var i = 0; i < SCENARIOS.size(); i++) {
            var scenario = SCENARIOS.get(i);
            out.printf("%n%d/%d  %s%n", i + 1, SCENARIOS.size(), scenario.title());
            try {
                tell(scenario.play(stage), stage.takeInterventions());
            } catch (DemoFailure e) {
                stage.takeInterventions();
                report(e.getMessage());
            }
        }
    }

    /** What is shown of crashes would be shown of nothing, over a database that forgets. */
    private void requireDurable(Stage stage) {
        stage.desk().journal().durabilityGaps().await().atMost(Patience.LIMIT).forEach(gap -> report(gap + " is off"));
    }

    private void tell(List<Story> stories, List<Intervention> interventions) {
        for (var story : stories) {
            out.println("  " + story.headline());
            Timeline.of(story.events(), interventions).forEach(out::println);
            story.surprises().forEach(this::report);
        }
    }

    private int audit(Stage stage) {
        out.printf("%nAudit of the journal and the five participants%n");
        var audit = new Audit(stage.databases(), stage.desk());
        var found = audit.violations();
        found.forEach(this::report);
        if (found.isEmpty()) {
            out.println("  they agree: every fulfilled order is whole, of every other one nothing is left, all was");
            out.println("  undone in order, money and goods add up, and every history is whole");
        }
        return audit.orders();
    }

    private void report(String violation) {
        violations.add(violation);
        out.println("  VIOLATION: " + violation);
    }
}
