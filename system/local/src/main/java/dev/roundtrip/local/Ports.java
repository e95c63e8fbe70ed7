package dev.roundtrip.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where the five listen on 127.0.0.1.
 *
 * @param postgres the database
 * @param services each service's
 */
public record Ports(int postgres, Map<ServiceName, Integer> services) {
    /** The environment variable that moves the database. */
    static final String POSTGRES_SETTING = "POSTGRES_PORT";

    private static final int POSTGRES_DEFAULT = 5440;
    private static final int HIGHEST = 65_535;
    // Below what the usual systems give to outgoing connections: a service that is stopped for a moment must find
    // its port free when it comes back.
    private static final int LOWEST_FREE = 20_000;
    private static final int HIGHEST_FREE = 30_000;
    private static final int TRIES = 1_000;

    public Ports {
        services = Map.copyOf(services);
    }

    /**
     * The usual ports, but for those that settings move.
     *
     * @param settings the environment
     * @throws LocalFailure when a setting is no port, or two are the same
     */
    public static Ports from(Map<String, String> settings) {
        var services = new EnumMap<ServiceName, Integer>(ServiceName.class);
        for (var service : ServiceName.values()) {
            services.put(service, port(settings, service.portSetting(), service.defaultPort()));
        }
        var ports = new Ports(port(settings, POSTGRES_SETTING, POSTGRES_DEFAULT), services);
        ports.refuseTheSameTwice();
        return ports;
    }

    /** Five free ports, picked at random. */
    public static Ports random() {
        var taken = new HashSet<Integer>();
        var services = new EnumMap<ServiceName, Integer>(ServiceName.class);
        for (var service : ServiceName.values()) {
            services.put(service, free(taken));
        }
        return new Ports(free(taken), services);
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
        bySetting().forEach((setting, port) -> requireFree("make run", setting, port));
    }

    /**
     * Makes sure that nobody else listens where the database will; the services may well be running.
     *
     * @throws LocalFailure that names the port and the setting that moves it
     */
    void requirePostgresFree() {
        requireFree("make postgres", POSTGRES_SETTING, postgres);
    }

    private static void requireFree(String command, String setting, int port) {
        if (isTaken(port)) {
            throw new LocalFailure("Port " + port + " is taken by another program: stop that one, or choose another"
                    + " port, such as: " + command + " " + setting + "=" + elsewhere(port) + ".");
        }
    }

    private static int elsewhere(int port) {
        return port + 1000 > HIGHEST ? port - 1000 : port + 1000;
    }

    private Map<String, Integer> bySetting() {
        var settings = new LinkedHashMap<String, Integer>();
        for (var service : ServiceName.values()) {
            settings.put(service.portSetting(), of(service));
        }
        settings.put(POSTGRES_SETTING, postgres);
        return settings;
    }

    private void refuseTheSameTwice() {
        var settingOf = new LinkedHashMap<Integer, String>();
        bySetting().forEach((setting, port) -> {
            var other = settingOf.put(port, setting);
            if (other != null) {
                throw new LocalFailure(other + " and " + setting + " are both " + port + ": give each its own port.");
            }
        });
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

    private static int free(HashSet<Integer> taken) {
        var random = RandomGenerator.getDefault();
        for (var i = 0; i < TRIES; i++) {
            var port = random.nextInt(LOWEST_FREE, HIGHEST_FREE);
            if (!taken.contains(port) && !isTaken(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new LocalFailure("No free port was found between " + LOWEST_FREE + " and " + HIGHEST_FREE + ".");
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
