package dev.roundtrip.chaos.fuzz;

import com.google.protobuf.DynamicMessage;
import dev.roundtrip.chaos.fuzz.after.Footprint;
import dev.roundtrip.chaos.fuzz.after.Ledgers;
import dev.roundtrip.chaos.fuzz.after.Logbook;
import dev.roundtrip.chaos.fuzz.after.Traces;
import dev.roundtrip.chaos.fuzz.after.Traces.Key;
import dev.roundtrip.chaos.fuzz.grpc.GrpcCall;
import dev.roundtrip.chaos.fuzz.grpc.GrpcDoor;
import dev.roundtrip.chaos.fuzz.grpc.Reflection;
import dev.roundtrip.chaos.fuzz.grpc.Rpc;
import dev.roundtrip.chaos.fuzz.http.Route;
import dev.roundtrip.chaos.fuzz.message.Vocabulary;
import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.local.demo.TripClient;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A whole run on a system that has just been started: garbage, and then a look at what it left. */
final class FuzzRun {
    private static final Bound REST = new Bound(Duration.ofSeconds(60));
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final int DAYS_AHEAD = 30;
    private static final int DAYS_AHEAD_AFTERWARDS = 400;
    private static final String HOTEL = "porto-ribeira";
    private static final String FULL_HOTEL = "porto-livraria";

    private final LocalSystem system;
    private final Findings findings = new Findings();
    private final Traces traces = new Traces();
    private final List<Rpc> rpcs;
    private final List<Route> routes = Route.all();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    FuzzRun(LocalSystem system) {
        this.system = system;
        this.rpcs = system.services().stream()
                .flatMap(process -> Reflection.of(process).stream())
                .toList();
    }

    /** Sends garbage and looks. Whatever ends meanwhile, what was found is told. */
    Findings run(FuzzPlan plan) {
        try (var client =
                new TripClient(system.service(ServiceName.ORCHESTRATOR).port())) {
            var sample = new Sample(client);
            var targets = new Targets(this::end, findings);
            var fuzz = new Fuzz(system, rpcs, routes, vocabulary(sample), findings, traces, targets);
            // What is first used now is there to stay: the server's threads, its connections to the database, its
            // caches.
            fuzz.run(new FuzzPlan(WARM, ~plan.seed()));
            var before = system.services().stream()
                    .filter(process -> targets.isThere(process.name()))
                    .map(this::before)
                    .toList();
            fuzz.run(plan);
            before.stream().filter(one -> targets.isThere(one.process().name())).forEach(this::lookAt);
            before.forEach(this::lookAtLog);
            look(sample, targets);
        }
        return findings;
    }

    /** How a process has ended by itself. */
    private Optional<String> end(ServiceName name) {
        var process = system.service(name);
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("has ended by itself with exit code "
                        + process.onExit().join() + "; its log says more: " + system.log(process.label()));
    }

    /**
     * A process before it is fuzzed.
     *
     * @param footprint empty when it ended just when it was looked at
     */
    private record Before(ServiceProcess process, Optional<Footprint> footprint, Logbook log) {}

    private Before before(ServiceProcess process) {
        var log = Logbook.of(system.log(process.label()));
        var footprint = new AtomicReference<Footprint>();
        unlessFails(process.label(), () -> footprint.set(Footprint.of(process)));
        return new Before(process, Optional.ofNullable(footprint.get()), log);
    }

    private Vocabulary vocabulary(Sample sample) {
        var day = today.plusDays(DAYS_AHEAD);
        var trips = List.of(
                sample.book(day, HOTEL, TripStatus.TRIP_STATUS_COMPLETED),
                sample.book(day, FULL_HOTEL, TripStatus.TRIP_STATUS_COMPENSATED));
        trips.forEach(traces::booked);
        return new Vocabulary(trips, day);
    }

    private void look(Sample sample, Targets targets) {
        unlessFails(
                "booking",
                () -> traces.booked(
                        sample.book(today.plusDays(DAYS_AHEAD_AFTERWARDS), HOTEL, TripStatus.TRIP_STATUS_COMPLETED)));
        var ledgers = new Ledgers(system.databases());
        unlessFails("rest", () -> REST.awaitThat("every trip to end", ledgers::areAtRest));
        unlessFails("databases", () -> ledgers.unexplainedBy(traces)
                .forEach(what -> findings.violated("databases", what, "")));
        unlessFails("strays", () -> giveBack(ledgers.strays(), targets));
        unlessFails(
                "audit",
                () -> new Audit(system.databases()).violations().forEach(what -> findings.violated("audit", what, "")));
    }

    private void lookAt(Before before) {
        var process = before.process();
        unlessFails(process.label(), () -> {
            process.awaitReady();
            var after = Footprint.of(process);
            before.footprint()
                    .flatMap(after::grownSince)
                    .ifPresent(what -> findings.violated(
                            process.label(),
                            what,
                            "before: " + before.footprint().get()));
        });
    }

    private void lookAtLog(Before before) {
        var label = before.process().label();
        before.log()
                .alarms()
                .forEach(line -> findings.violated(label, "its log has: " + line, "in " + system.log(label)));
    }

    private void unlessFails(String where, Runnable look) {
        try {
            look.run();
        } catch (LocalFailure e) {
            findings.violated(where, e.getMessage(), "");
        } catch (RuntimeException e) {
            findings.failed(where, "can't be looked at", e);
        }
    }

    /** What the fuzz itself took from the participants: a key without a trip is no one else's. */
    private void giveBack(List<Key> strays, Targets targets) {
        var vertx = Vertx.vertx();
        try {
            for (var owner :
                    ServiceName.participants().stream().filter(targets::isThere).toList()) {
                try (var door = new GrpcDoor(vertx, system.service(owner).port())) {
                    strays.stream().filter(key -> key.owner() == owner).forEach(key -> cancel(door, key));
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void cancel(GrpcDoor door, Key key) {
        var rpc = rpcs.stream()
                .filter(found ->
                        found.owner() == key.owner() && found.method().getName().startsWith("Cancel"))
                .findFirst()
                .orElseThrow(() -> new LocalFailure(key.owner().module() + " has nothing to cancel with."));
        var keyField = rpc.input().findFieldByName("key");
        var stepKey = DynamicMessage.newBuilder(keyField.getMessageType());
        stepKey.setField(
                stepKey.getDescriptorForType().findFieldByName("saga_id"),
                key.saga().toString());
        stepKey.setField(stepKey.getDescriptorForType().findFieldByName("step"), key.step());
        var message = DynamicMessage.newBuilder(rpc.input())
                .setField(keyField, stepKey.build())
                .build();
        var call = new GrpcCall(
                "giving back",
                rpc,
                List.of(Map.entry("content-type", "application/grpc"), Map.entry("te", "trailers")),
                GrpcCall.frame(message.toByteArray()),
                GrpcCall.Ending.DONE);
        var answer = door.call(call, ANSWER);
        if (!answer.name().equals(Status.Code.OK.name())) {
            findings.violated(rpc.toString(), "did not give back: " + answer, call.toString());
        }
    }

    /** Every method there is, as the processes say. */
    List<Rpc> rpcs() {
        return rpcs;
    }

    /** Every route. */
    List<Route> routes() {
        return routes;
    }
}
