package dev.roundtrip.local;

import dev.roundtrip.local.demo.TripClient;
import dev.roundtrip.local.demo.Wish;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the cache that each service's JVM starts from: books trips of every kind while the JVMs note what they load, stops them, and
 * has each turn its notes into a cache.
 */
final class Training implements AutoCloseable {
    /** Long enough for everything that a booking takes to be loaded, and short enough to be waited for. */
    private static final int TRIPS = 100;

    private static final Duration CREATE_LIMIT = Duration.ofMinutes(3);
    /**
     * Profiles of the training are left out of the cache. With them the optimizing compiler sets to work at once, on the
     * processors that the start needs.
     */
    private static final List<String> NO_PROFILES = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    private static final String TRIPS_PATH = "/api/v1/trips";

    private final Checkout checkout;
    private final LocalSystem system;
    private final PrintStream out;

    private Training(Checkout checkout, LocalSystem system, PrintStream out) {
        this.checkout = checkout;
        this.system = system;
        this.out = out;
    }

    /** Takes a folder to work in; nothing runs yet. */
    static Training of(Checkout checkout, PrintStream out) {
        var folder = checkout.kept(System.getenv()).resolve("training");
        var wiring = new Recording(checkout);
        return new Training(checkout, LocalSystem.in(folder, Ports.random(), true, wiring), out);
    }

    /** Has every JVM write down, when it ends, what it has loaded. */
    private record Recording(Checkout checkout) implements Wiring {
        @Override
        public int port(String from, String to, int port) {
            return port;
        }

        @Override
        public Packaging packaging() {
            return Packaging.UNCACHED;
        }

        @Override
        public List<String> javaOptions(String label) {
            return withoutProfiles(
                    "-XX:AOTMode=record",
                    "-XX:AOTConfiguration=" + notes(checkout.root().resolve(label)));
        }
    }

    private static List<String> withoutProfiles(String... options) {
        return Stream.concat(NO_PROFILES.stream(), Stream.of(options)).toList();
    }

    private static Path notes(Path module) {
        return Packaging.UNCACHED.runnable(module).resolveSibling("service.aotconf");
    }

    /**
     * Does it all.
     *
     * @throws LocalFailure when a trip didn't end as it should, or a JVM didn't make its cache
     */
    void run() {
        forgetEarlierOnes();
        for (var service : ServiceName.values()) {
            var module = checkout.module(service);
            SettingsJar.moveOutOf(Packaging.classes(module), Packaging.UNCACHED.runnable(module));
        }
        checkout.requireBuilt(Packaging.UNCACHED);
        system.startPostgres();
        system.startServices(checkout, (name, address, took) -> {});
        book();
        system.close();
        for (var service : ServiceName.values()) {
            var cache = createCache(service);
            out.printf("%-16s %d MB of cache%n", service.module(), size(cache) / (1024 * 1024));
        }
    }

    private void forgetEarlierOnes() {
        try {
            for (var service : ServiceName.values()) {
                Files.deleteIfExists(notes(checkout.module(service)));
                Files.deleteIfExists(Packaging.cache(checkout.module(service)));
            }
        } catch (IOException e) {
            throw new LocalFailure("An earlier cache can't be removed: " + e.getMessage(), e);
        }
    }

    private void book() {
        try (var client = new TripClient(system.ports().of(ServiceName.ORCHESTRATOR));
                var http = HttpClient.newHttpClient()) {
            for (var i = 0; i < TRIPS; i++) {
                expect(TripStatus.TRIP_STATUS_COMPLETED, client, Wish.porto().request(1 + i));
            }
            for (var wish : List.of(Wish.withoutARoom(), Wish.withoutASeat())) {
                expect(TripStatus.TRIP_STATUS_COMPENSATED, client, wish.request());
            }
            var underWay = client.book(Wish.porto().requestWithoutWait());
            client.cancel(underWay.getTripId());
            client.watch(underWay.getTripId());
            overRest(http);
        }
    }

    private static void expect(TripStatus end, TripClient client, BookTripRequest request) {
        var trip = client.book(request);
        requireEnd(end, trip);
        requireEnd(end, client.get(trip.getTripId()));
    }

    private static void requireEnd(TripStatus end, Trip trip) {
        if (trip.getStatus() != end) {
            throw new LocalFailure("A trip of the training ended as " + trip.getStatus() + " and not as " + end + ": "
                    + trip.getFailure());
        }
    }

    private void overRest(HttpClient http) {
        var orchestrator = system.service(ServiceName.ORCHESTRATOR);
        var wish = Invitation.json(UUID.randomUUID().toString());
        var booked = FirstAnswer.post(orchestrator, TRIPS_PATH, wish, http);
        var read = FirstAnswer.get(
                booked.headers().firstValue("Location").map(URI::create).orElse(booked.uri()), http);
        var refused = FirstAnswer.post(orchestrator, TRIPS_PATH, "{}", http);
        if (booked.statusCode() != 200 || read.statusCode() != 200 || refused.statusCode() != 400) {
            throw new LocalFailure("Over REST a trip of the training was answered " + booked.statusCode() + ", read as "
                    + read.statusCode() + ", and an empty one answered " + refused.statusCode() + ".");
        }
    }

    private Path createCache(ServiceName service) {
        var module = checkout.module(service);
        var cache = Packaging.cache(module);
        var command = checkout.command(
                service,
                Packaging.UNCACHED,
                withoutProfiles(
                        "-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes(module), "-XX:AOTCache=" + cache));
        var log = system.log(service.module() + "-cache");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(CREATE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!Files.isRegularFile(cache)) {
                throw new LocalFailure(service.module() + " made no cache. Its log: " + log);
            }
            return cache;
        } catch (IOException e) {
            throw new LocalFailure("The cache of " + service.module() + " could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while the cache of " + service.module() + " was made.", e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new LocalFailure(file + " can't be read.", e);
        }
    }

    /** Stops what runs. */
    @Override
    public void close() {
        system.close();
    }
}
