package dev.roundtrip.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where everything listens on 127.0.0.1.
 *
 * @param postgres the database
 * @param services each service's
 * @param replicas the orchestrators' beside the first, which share its journal; empty unless asked for
 */
public record Ports(int postgres, Map<ServiceName, Integer> services, List<Integer> replicas) {
    /** The environment variable that moves the database. */
    static final String POSTGRES_SETTING = "POSTGRES_PORT";
    /** The environment variable that says how many orchestrators there are. */
    static final String REPLICAS_SETTING = "REPLICAS";
    /** How far above the orchestrator before it each further one listens. */
    static final int REPLICA_STEP = 10;

    private static final int POSTGRES_DEFAULT = 5440;
    private static final int HIGHEST = 65_535;
    // Below what the usual systems give to outgoing connections: a service that is stopped for a moment must find
    // its port free when it comes back.
    private static final int LOWEST_FREE = 20_000;
    private static final int HIGHEST_FREE = 30_000;
    private static final int TRIES = 1_000;

    /** A port, in words for a person: the setting that moves it, and what that setting is now. */
    private record Place(String name, String setting, int value, int port) {}

    public Ports {
        services = Map.copyOf(services);
        replicas = List.copyOf(replicas);
    }

    /** With one orchestrator. */
    Ports(int postgres, Map<ServiceName, Integer> services) {
        this(postgres, services, List.of());
    }

    /**
     * The usual ports, but for those that settings move, and for as many orchestrators as they say.
     *
     * @param settings the environment
     * @throws LocalFailure when a setting is no port, two are the same, or the number of orchestrators is none
     */
    public static Ports from(Map<String, String> settings) {
        var ports = placed(
                port(settings, POSTGRES_SETTING, POSTGRES_DEFAULT),
                service -> port(settings, service.portSetting(), service.defaultPort()),
                orchestrators(settings));
        ports.refuseTheSameTwice();
        return ports;
    }

    /** Free ports for the usual five, picked at random. */
    public static Ports random() {
        return random(1);
    }

    /** The same with so many orchestrators. */
    public static Ports random(int orchestrators) {
        var random = RandomGenerator.getDefault();
        for (var i = 0; i < TRIES; i++) {
            var ports = placed(
                    random.nextInt(LOWEST_FREE, HIGHEST_FREE),
                    service -> random.nextInt(LOWEST_FREE, HIGHEST_FREE),
                    orchestrators);
            if (ports.areFree()) {
                return ports;
            }
        }
        throw new LocalFailure("No free ports were found between " + LOWEST_FREE + " and " + HIGHEST_FREE + ".");
    }

    private static Ports placed(int postgres, ToIntFunction<ServiceName> port, int orchestrators) {
        var services = new EnumMap<ServiceName, Integer>(ServiceName.class);
        for (var service : ServiceName.values()) {
            services.put(service, port.applyAsInt(service));
        }
        int first = services.get(ServiceName.ORCHESTRATOR);
        var replicas = IntStream.range(1, orchestrators)
                .map(number -> first + REPLICA_STEP * number)
                .boxed()
                .toList();
        return new Ports(postgres, services, replicas);
    }

    private boolean areFree() {
        var all = places().stream().map(Place::port).collect(Collectors.toSet());
        return all.size() == places().size() && all.stream().noneMatch(Ports::isTaken);
    }

    /** Where a service listens. */
    public int of(ServiceName service) {
        return services.get(service);
    }

    /**
     * Makes sure that nobody else listens there.
     *
     * @throws LocalFailure that names the port and the setting that moves it
     */
    public void requireFree() {
        places().forEach(place -> requireFree("make run", place));
    }

    /**
     * Makes sure that nobody else listens where the database will; the services may well be running.
     *
     * @throws LocalFailure that names the port and the setting that moves it
     */
    void requirePostgresFree() {
        requireFree("make postgres", postgresPlace());
    }

    private static void requireFree(String command, Place place) {
        if (isTaken(place.port())) {
            throw new LocalFailure("Port " + place.port() + " is taken by another program: stop that one, or choose"
                    + " another port, such as: " + command + " " + place.setting() + "=" + elsewhere(place.value())
                    + ".");
        }
    }

    private static int elsewhere(int port) {
        return port + 1000 > HIGHEST ? port - 1000 : port + 1000;
    }

    private List<Place> places() {
        var services = Stream.of(ServiceName.values())
                .map(service -> new Place(service.portSetting(), service.portSetting(), of(service), of(service)));
        var setting = ServiceName.ORCHESTRATOR.portSetting();
        int first = of(ServiceName.ORCHESTRATOR);
        var further = replicas.stream().map(port -> new Place(setting + " + " + (port - first), setting, first, port));
        return Stream.of(services, further, Stream.of(postgresPlace()))
                .flatMap(places -> places)
                .toList();
    }

    private Place postgresPlace() {
        return new Place(POSTGRES_SETTING, POSTGRES_SETTING, postgres, postgres);
    }

    private void refuseTheSameTwice() {
        var nameOf = new HashMap<Integer, String>();
        for (var place : places()) {
            var other = nameOf.put(place.port(), place.name());
            if (other != null) {
                throw new LocalFailure(
                        other + " and " + place.name() + " are both " + place.port() + ": give each its own port.");
            }
        }
    }

    private static int orchestrators(Map<String, String> settings) {
        var value = settings.getOrDefault(REPLICAS_SETTING, "").strip();
        if (value.isEmpty()) {
            return 1;
        }
        if (!value.matches("[1-5]")) {
            throw new LocalFailure(
                    REPLICAS_SETTING + " is '" + value + "': the number of orchestrators is one from 1 to 5.");
        }
        return Integer.parseInt(value);
    }

    private static int port(Map<String, String> settings, String setting, int otherwise) {
        var value = settings.getOrDefault(setting, "").strip();
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > HIGHEST) {
            throw new LocalFailure(setting + " is '" + value + "': a port is a number from 1 to 65535.");
        }
        return Integer.parseInt(value);
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
