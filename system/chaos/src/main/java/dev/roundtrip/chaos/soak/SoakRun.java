package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.Watch;
import dev.roundtrip.chaos.load.ClientView;
import dev.roundtrip.chaos.load.Redelivery;
import dev.roundtrip.chaos.load.Traffic;
import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.audit.Audit;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Has clients at a running system for as long as the plan says, and samples it; then audits what is left. */
final class SoakRun {
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Bound REST = new Bound(Duration.ofMinutes(2));
    /** As often within the time that a saga is kept is what clients were told held against it. */
    private static final int SETTLED = 3;

    private final LocalSystem system;
    private final SoakPlan plan;
    private final PrintStream out;
    private final Recording recording = new Recording();

    /** Needs a system that has been started, and was told what {@code plan} keeps. */
    SoakRun(LocalSystem system, SoakPlan plan, PrintStream out) {
        this.system = system;
        this.plan = plan;
        this.out = out;
    }

    /** Takes as long as the plan says, and minutes more until all is at rest and audited. */
    Outcome run() {
        var orchestrators =
                system.orchestrators().stream().map(ServiceProcess::address).toList();
        try (var traffic = Traffic.start(plan.seed(), plan.perSecond(), orchestrators, system.databases())) {
            long begin = System.nanoTime();
            ClientView view;
            try (var settling = new Watch()) {
                settling.every(plan.kept().sagas().dividedBy(SETTLED), () -> traffic.view()
                        .settle(system.databases()));
                sample(traffic, begin, settling);
                out.println("the clients finish");
                view = traffic.stop();
                awaitRest();
            }
            return new Outcome(plan, recording, traffic.counts(), deleted(), violations(view));
        }
    }

    private void sample(Traffic traffic, long begin, Watch settling) {
        var databases = Stream.of(ServiceName.values())
                .map(name -> new DatabaseGauge(name, system.databases().of(name)))
                .toList();
        try (var watch = new Watch()) {
            var gauges = new ArrayList<Gauge>(databases);
            gauges.addAll(processes());
            gauges.add(new ClientGauge(traffic));
            watch.every(plan.between(), () -> gauges.forEach(gauge -> look(gauge, begin)));
            var heaps = new HeapGauge(system);
            watch.every(plan.betweenHeaps(), () -> look(heaps, begin));
            watch.every(TOLD, () -> out.println(progress(traffic, begin)));
            while (since(begin).compareTo(plan.length()) < 0) {
                watch.requireGoingOn();
                settling.requireGoingOn();
                LockSupport.parkNanos(TICK.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw new LocalFailure("Interrupted.");
                }
            }
        } finally {
            databases.forEach(DatabaseGauge::close);
        }
    }

    private List<Gauge> processes() {
        var gauges = new ArrayList<Gauge>();
        system.services().forEach(service -> gauges.add(new ProcessGauge(service.label(), service.handle())));
        gauges.add(PostgresGauge.serving(system.databases().of(ServiceName.ORCHESTRATOR)));
        return gauges;
    }

    /** All that is seen in one look is put down under the time at which it began, in whole seconds. */
    private void look(Gauge gauge, long begin) {
        var at = since(begin);
        recording.add(Duration.ofSeconds(Math.round(Figure.seconds(at))), gauge.read());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private String progress(Traffic traffic, long begin) {
        var counts = traffic.counts();
        return String.format(
                Locale.ROOT,
                "%5.1f min: %,d trips booked, %,d undone, p99 %d ms; %,d sagas deleted; %d stories open, %d left out",
                Figure.minutes(since(begin)),
                counts.completed(),
                counts.compensated(),
                counts.decidedWithin().p99().toMillis(),
                (long) latest(new Column("roundtrip.saga", Measure.DELETED)),
                counts.open(),
                counts.leftOut());
    }

    private double latest(Column column) {
        var points = recording.points(column);
        return points.isEmpty() ? 0 : points.getLast().value();
    }

    private void awaitRest() {
        REST.awaitThat(
                "every trip to end",
                () -> count("SELECT count(*) FROM saga WHERE status IN ('RUNNING', 'COMPENSATING')") == 0);
    }

    /** What retention deleted in the journal, by the database's own count. */
    private Deleted deleted() {
        var sql = "SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = '%s'";
        return new Deleted(
                count(sql.formatted("saga")),
                count(sql.formatted("saga_request")),
                ServiceName.participants().stream()
                        .mapToLong(participant -> count(participant, sql.formatted("participant_ledger")))
                        .sum());
    }

    private long count(String sql) {
        return count(ServiceName.ORCHESTRATOR, sql);
    }

    private long count(ServiceName service, String sql) {
        try (var connection = system.databases().of(service).connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new LocalFailure("The database of " + service.module() + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The orchestrators are stopped before: they would delete what is being compared. Participants answer to the last. */
    private List<String> violations(ClientView view) {
        out.println("auditing");
        view.settle(system.databases());
        system.orchestrators().forEach(ServiceProcess::stop);
        var remembered = Instant.now().minus(plan.kept().requestIds());
        var found = new ArrayList<>(view.violations(system.databases()));
        found.addAll(new Audit(system.databases(), remembered).violations());
        found.addAll(new Redelivery(system.databases(), system.ports().services())
                .run()
                .violations());
        new Audit(system.databases(), remembered)
                .violations().stream()
                        .map(what -> "after the redelivery: " + what)
                        .forEach(found::add);
        return found;
    }
}
