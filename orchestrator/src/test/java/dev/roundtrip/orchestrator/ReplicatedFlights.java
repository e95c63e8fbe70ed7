package dev.roundtrip.orchestrator;

import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.flight.v1.SearchFlightsResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Three replicas of a flight service on one port of three addresses, and a client of theirs, {@code several}, with the very
 * settings that production gives the orchestrator's. Not there on a machine that has but one address of its own.
 */
public class ReplicatedFlights implements QuarkusTestResourceLifecycleManager {
    private static final Path PRODUCTION = Path.of("../k8s/overlays/production/spreading.yaml");
    private static final Pattern VARIABLE = Pattern.compile("- name: ([A-Z_]+)\\s+value: (\\w+)");
    private static final List<String> SETTINGS = List.of("name-resolver", "load-balancing-policy");

    private final List<Server> servers = new ArrayList<>();
    private final Calls calls = new Calls();

    /** How often each replica was called. */
    public static final class Calls {
        private final List<AtomicInteger> counts = new ArrayList<>();

        /** One for each replica; empty when there are none. */
        public List<Integer> counts() {
            return counts.stream().map(AtomicInteger::get).toList();
        }
    }

    @Override
    public Map<String, String> start() {
        int port = 0;
        try {
            for (int i = 0; i < NamesForTests.ADDRESSES; i++) {
                var count = new AtomicInteger();
                var server = NettyServerBuilder.forAddress(new InetSocketAddress(NamesForTests.address(i), port))
                        .addService(new Flights(count))
                        .build()
                        .start();
                port = server.getPort();
                servers.add(server);
                calls.counts.add(count);
            }
        } catch (IOException e) {
            stop();
            calls.counts.clear();
        }
        var settings = new HashMap<String, String>();
        settings.put("quarkus.grpc.clients.several.host", NamesForTests.SEVERAL);
        settings.put("quarkus.grpc.clients.several.test-port", Integer.toString(port));
        var production = new EnvConfigSource(variables(), 300);
        for (var setting : SETTINGS) {
            var value = production.getValue("quarkus.grpc.clients.flight." + setting);
            if (value != null) {
                settings.put("quarkus.grpc.clients.several." + setting, value);
            }
        }
        return settings;
    }

    private static Map<String, String> variables() {
        try {
            var variables = new HashMap<String, String>();
            VARIABLE.matcher(Files.readString(PRODUCTION))
                    .results()
                    .forEach(found -> variables.put(found.group(1), found.group(2)));
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(calls, new TestInjector.MatchesType(Calls.class));
    }

    @Override
    public void stop() {
        servers.forEach(Server::shutdownNow);
    }

    private static final class Flights extends FlightServiceGrpc.FlightServiceImplBase {
        private final AtomicInteger count;

        Flights(AtomicInteger count) {
            this.count = count;
        }

        @Override
        public void searchFlights(SearchFlightsRequest request, StreamObserver<SearchFlightsResponse> observer) {
            count.incrementAndGet();
            observer.onNext(SearchFlightsResponse.getDefaultInstance());
            observer.onCompleted();
        }
    }
}
