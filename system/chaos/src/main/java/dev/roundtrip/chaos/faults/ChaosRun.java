package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.load.ClientView;
import dev.roundtrip.chaos.load.Redelivery;
import dev.roundtrip.chaos.load.Traffic;
import dev.roundtrip.chaos.proxy.Links;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.audit.Audit;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One run on a system of its own: start it, have clients at it, break it, let it come to rest, audit it. */
final class ChaosRun implements AutoCloseable {
    private final ChaosSettings settings;
    private final Links links = new Links();
    private final LocalSystem system;
    private final Path folder;
    private final PrintStream out;
    private final Schedule schedule;
    private final Timeline timeline = new Timeline();
    private final List<String> violations = new ArrayList<>();

    /**
     * Prepares it; nothing runs yet.
     *
     * @param folder for the system's data and logs, which are forgotten when the next one begins there
     */
    ChaosRun(ChaosSettings settings, Path folder, PrintStream out) {
        this.settings = settings;
        this.folder = folder;
        this.out = out;
        schedule = new Schedule(settings.seed(), Parts.of(settings.replicas()), Kind.fitting(settings.duration()));
        system = LocalSystem.in(folder, Ports.random(settings.replicas()), true, links);
    }

    /**
     * Does it.
     *
     * @throws LocalFailure when the system doesn't start
     */
    Outcome run(Checkout checkout) {
        start(checkout);
        var traffic = Traffic.start(settings.seed(), settings.rate(), frontDoors(), system.databases());
        try (traffic) {
            var rounds = rage(traffic);
            out.println("Waiting until every client is done, every trip has ended and nothing is on the wire");
            var view = stop(traffic);
            audit(view);
            var outcome =
                    new Outcome(settings, schedule.clocks(), new Audit(system.databases()).trips(), rounds, violations);
            explain(outcome, view);
            return outcome;
        }
    }

    private void explain(Outcome outcome, ClientView view) {
        var histories = new Histories(system.databases(), timeline, view::told);
        var lines = new Explanation(outcome, timeline, histories).lines();
        if (!lines.isEmpty()) {
            lines.forEach(out::println);
            Report.write(folder.resolve("violations.txt"), lines.stream());
        }
    }

    private void start(Checkout checkout) {
        out.printf(
                "Starting PostgreSQL, three participants and %d orchestrators, each a process of its own%n",
                settings.replicas());
        out.println("Their clocks: " + schedule.clocks());
        system.startPostgres();
        system.postgres().requireDurable();
        var parts = Parts.of(settings.replicas());
        var orchestrators = parts.orchestrators();
        // So much is started at once that the connection for a service's first migration may take its time.
        Stream.concat(orchestrators.stream(), parts.participants().stream())
                .forEach(label -> links.tell(label, "quarkus.datasource.jdbc.acquisition-timeout", "60s"));
        IntStream.range(0, orchestrators.size())
                .forEach(at -> links.tell(
                        orchestrators.get(at),
                        "roundtrip.engine.clock-offset",
                        schedule.skews().get(at).toString()));
        system.startServices(checkout, (name, address, took) -> {});
    }

    /** Where clients reach the orchestrators: by links of their own, which fail like all others. */
    private List<String> frontDoors() {
        return system.orchestrators().stream()
                .map(service -> links.port(Parts.CLIENTS, service.label(), service.port()))
                .map(port -> "127.0.0.1:" + port)
                .toList();
    }

    private List<Storm.Weathered> rage(Traffic traffic) {
        var nurse = new Nurse(system, timeline::remark);
        var settling = new Settling(() -> traffic.view().settle(system.databases()), timeline::remark);
        try (var recovery = new Recovery(system)) {
            awaitCalm(recovery);
            requireTrafficOnEveryLink();
            var world = new World.Running(new Breaker(system, nurse, links), nurse, recovery, settling);
            var storm = new Storm(Stream.generate(schedule::next).iterator(), world, timeline);
            new ProgressLines(traffic::counts, timeline, out).during(() -> storm.rage(settings.duration()));
            violations.addAll(storm.violations());
            violations.addAll(links.failures());
            check("what probes were told", recovery::contradictions);
            return storm.rounds();
        }
    }

    /** What is broken is held to how long it takes to be as it was: so first it has to be as it should. */
    private static void awaitCalm(Recovery recovery) {
        var calm = recovery.from(Instant.now());
        if (!calm.isAsPromised()) {
            throw new LocalFailure(
                    "The system doesn't keep up with its clients, and nothing is broken yet: the machine is too"
                            + " busy, or RATE too high. " + String.join(" ", calm.inVain()));
        }
    }

    /** What is broken on a way that nobody goes harms nobody. */
    private void requireTrafficOnEveryLink() {
        var idle = Parts.of(settings.replicas()).arrows().stream()
                .filter(arrow -> links.between(arrow.from(), arrow.to())
                        .filter(link -> link.counts().answerBytes() > 0)
                        .isEmpty())
                .toList();
        if (!idle.isEmpty()) {
            throw new LocalFailure("Trips were booked, and nothing went by the links " + idle + ".");
        }
    }

    private ClientView stop(Traffic traffic) {
        try {
            traffic.stop();
        } catch (LocalFailure e) {
            violations.add(e.getMessage());
        }
        traffic.foundInQuarantine()
                .forEach(trip ->
                        violations.add("trip " + trip + " was in quarantine, and had to be let go on by a person"));
        return traffic.view();
    }

    private void audit(ClientView view) {
        var databases = system.databases();
        var rest = new Rest(databases);
        check("whether all is at rest", rest::await);
        check("the databases", () -> new Audit(databases).violations());
        check("the requests sent once more", this::redeliver);
        check("whether all is at rest again", rest::await);
        check("the databases after redelivery", () -> afterRedelivery(new Audit(databases)));
        check("what clients were told", () -> view.violations(databases));
    }

    /** What is so broken that it can't even be looked at is a violation, and no reason to keep the others secret. */
    private void check(String what, Supplier<List<String>> check) {
        try {
            violations.addAll(check.get());
        } catch (RuntimeException e) {
            violations.add(what + " could not be checked: " + e);
        }
    }

    private List<String> redeliver() {
        var redelivered = new Redelivery(system.databases(), system.ports().services()).run();
        out.printf("Sent %d requests to participants once more%n", redelivered.sent());
        return redelivered.violations();
    }

    private List<String> afterRedelivery(Audit audit) {
        return audit.violations().stream()
                .filter(violation -> !violations.contains(violation))
                .map(violation -> "after redelivery: " + violation)
                .toList();
    }

    /** Stops everything. Repeating it does nothing. */
    @Override
    public void close() {
        system.close();
        links.close();
    }
}
