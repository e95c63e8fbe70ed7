package dev.roundtrip.chaos.fuzz;

import com.google.protobuf.Descriptors.Descriptor;
import dev.roundtrip.chaos.fuzz.after.Traces;
import dev.roundtrip.chaos.fuzz.grpc.GrpcDoor;
import dev.roundtrip.chaos.fuzz.grpc.GrpcGarbage;
import dev.roundtrip.chaos.fuzz.grpc.GrpcRules;
import dev.roundtrip.chaos.fuzz.grpc.Rpc;
import dev.roundtrip.chaos.fuzz.http.HttpDoor;
import dev.roundtrip.chaos.fuzz.http.HttpGarbage;
import dev.roundtrip.chaos.fuzz.http.HttpRules;
import dev.roundtrip.chaos.fuzz.http.JsonGarbage;
import dev.roundtrip.chaos.fuzz.http.Route;
import dev.roundtrip.chaos.fuzz.message.MessageMaker;
import dev.roundtrip.chaos.fuzz.message.Vocabulary;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends garbage to every door, from several callers at once, and holds each answer against the rules. */
final class Fuzz {
    static final int CALLERS = 12;

    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** A stream that stays open says what it has to say soon, or nothing. */
    private static final Duration STREAM = Duration.ofMillis(200);
    /** Who sends no request need not be answered, and may be given time for the rest of it. */
    private static final Duration NO_REQUEST = Duration.ofMillis(100);

    private final LocalSystem system;
    private final List<Rpc> rpcs;
    private final List<Route> routes;
    private final Map<String, Descriptor> types;
    private final GrpcGarbage grpc;
    private final HttpGarbage http;
    private final Findings findings;
    private final Traces traces;
    private final Targets targets;

    Fuzz(
            LocalSystem system,
            List<Rpc> rpcs,
            List<Route> routes,
            Vocabulary vocabulary,
            Findings findings,
            Traces traces,
            Targets targets) {
        var messages = new MessageMaker(vocabulary);
        this.system = system;
        this.rpcs = rpcs;
        this.routes = routes;
        this.types = rpcs.stream()
                .map(Rpc::input)
                .collect(Collectors.toMap(Descriptor::getFullName, type -> type, (first, same) -> first));
        this.grpc = new GrpcGarbage(messages);
        this.http = new HttpGarbage(vocabulary, new JsonGarbage(messages));
        this.findings = findings;
        this.traces = traces;
        this.targets = targets;
    }

    /** Goes on for so long, and until every door had its turn. */
    void run(FuzzPlan plan) {
        var turn = new AtomicLong();
        long end = System.nanoTime() + plan.duration().toNanos();
        var vertx = Vertx.vertx();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, CALLERS)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> new Caller(vertx).callUntil(end, turn, plan.seed()), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(callers).join();
        } catch (CompletionException e) {
            // What the others have found is not to be lost for it.
            findings.failed("fuzz", "a caller broke off", e.getCause());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Someone with a connection to each process, which is cut when what was sent deserves it: nobody else suffers for it. */
    private final class Caller {
        private final Vertx vertx;
        private final Map<ServiceName, GrpcDoor> doors = new EnumMap<>(ServiceName.class);

        private Caller(Vertx vertx) {
            this.vertx = vertx;
        }

        private void callUntil(long end, AtomicLong turn, long seed) {
            long all = (long) rpcs.size() + routes.size();
            for (long at = turn.getAndIncrement();
                    (at < all || System.nanoTime() < end) && targets.areLeft();
                    at = turn.getAndIncrement()) {
                var random = new SplittableRandom(seed * 1_000_003 + at);
                int door = (int) (at % all);
                if (door < rpcs.size()) {
                    call(rpcs.get(door), random);
                } else {
                    send(routes.get(door - rpcs.size()), random);
                }
            }
            doors.values().forEach(GrpcDoor::close);
        }

        private void call(Rpc rpc, RandomGenerator random) {
            var call = grpc.call(rpc, random);
            if (!targets.mayBeSent(rpc.owner(), call)) {
                return;
            }
            var door = doors.computeIfAbsent(rpc.owner(), owner -> new GrpcDoor(vertx, port(owner)));
            var answer = door.call(call, rpc.isStreaming() ? STREAM : ANSWER);
            findings.answered(rpc.toString(), answer.name());
            traces.note(call, answer);
            GrpcRules.broken(call, answer).ifPresent(what -> findings.violated(rpc.toString(), what, call.toString()));
        }

        private void send(Route route, RandomGenerator random) {
            var what = http.next(route, types, random);
            if (!targets.mayBeSent(route.owner(), what)) {
                return;
            }
            try {
                var answer = new HttpDoor(port(route.owner())).send(what, what.isRequest() ? ANSWER : NO_REQUEST);
                findings.answered(route.toString(), answer.name());
                traces.note(what, answer);
                HttpRules.broken(what, answer)
                        .ifPresent(wrong -> findings.violated(route.toString(), wrong, what.toString()));
            } catch (IOException e) {
                findings.violated(route.toString(), "could not be connected to: " + e, what.toString());
            }
        }

        private int port(ServiceName owner) {
            return system.service(owner).port();
        }
    }
}
