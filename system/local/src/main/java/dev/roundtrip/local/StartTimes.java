package dev.roundtrip.local;

import dev.roundtrip.local.demo.TripClient;
import dev.roundtrip.local.demo.Wish;
import dev.roundtrip.trip.v1.TripStatus;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Starts the services again and again, in one form and the other in turn, and measures how long it takes until they answer and what
 * memory they have then.
 */
final class StartTimes implements AutoCloseable {
    /** The environment variable that says how many starts of each are counted. */
    static final String STARTS_SETTING = "STARTS";

    private static final int STARTS_DEFAULT = 7;
    private static final List<Packaging> FORMS = List.of(Packaging.JVM, Packaging.AOT);
    /** What was started before has then done what it does in its first moments, and is at rest. */
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);

    private static final Path FIGURES = Path.of("docs/figures/start.md");

    private final Checkout checkout;
    private final int starts;
    private final Switched form;
    private final LocalSystem system;
    private final PrintStream out;
    private int trips;

    private StartTimes(Checkout checkout, int starts, Switched form, LocalSystem system, PrintStream out) {
        this.checkout = checkout;
        this.starts = starts;
        this.form = form;
        this.system = system;
        this.out = out;
    }

    /** The form that whatever is started next has. */
    private static final class Switched implements Wiring {
        private volatile Packaging now = Packaging.JVM;

        @Override
        public int port(String from, String to, int port) {
            return port;
        }

        @Override
        public Packaging packaging() {
            return now;
        }

        @Override
        public Map<String, String> settings(String label) {
            // In a pod no service tells what there is to call in it; on one machine all do.
            return Map.of("quarkus.grpc.server.enable-reflection-service", "false");
        }

        @Override
        public List<String> javaOptions(String label) {
            // What a JVM finds in a pod and is told in an image, and the collector that it chooses where there is so
            // little.
            return List.of(
                    "-XX:MaxRAM=" + (label.equals(ServiceName.ORCHESTRATOR.module()) ? "768m" : "512m"),
                    "-XX:InitialRAMPercentage=25",
                    "-XX:MaxRAMPercentage=50",
                    "-XX:+UseSerialGC");
        }
    }

    /**
     * Takes a folder to work in; nothing runs yet.
     *
     * @param settings the environment
     * @throws LocalFailure when the number of starts is none
     */
    static StartTimes of(Checkout checkout, Map<String, String> settings, PrintStream out) {
        int starts = starts(settings);
        var form = new Switched();
        var folder = checkout.kept(settings).resolve("start-times");
        return new StartTimes(checkout, starts, form, LocalSystem.in(folder, Ports.random(), true, form), out);
    }

    private static int starts(Map<String, String> settings) {
        var value = settings.getOrDefault(STARTS_SETTING, "").strip();
        if (value.isEmpty()) {
            return STARTS_DEFAULT;
        }
        if (!value.matches("[1-9][0-9]?")) {
            throw new LocalFailure(STARTS_SETTING + " is '" + value + "': the number of starts is one from 1 to 99.");
        }
        return Integer.parseInt(value);
    }

    /** Measures, prints the table, and writes it down with every single figure. */
    void run() {
        system.startPostgres();
        system.startServices(checkout, (name, address, took) -> {});
        var figures = new StartFigures(FORMS);
        try (var http = HttpClient.newHttpClient()) {
            // The first round is for this program's own warming up, and for the files to be in memory.
            startAll(http, new StartFigures(FORMS));
            for (var i = 0; i < starts; i++) {
                startAll(http, figures);
            }
        }
        out.println(figures.table());
        figures.write(checkout.root().resolve(FIGURES));
        out.println("Written to " + FIGURES);
    }

    private void startAll(HttpClient http, StartFigures figures) {
        for (var packaging : FORMS) {
            form.now = packaging;
            system.services().reversed().forEach(ServiceProcess::stop);
            for (var name : ServiceName.participants()) {
                var service = system.service(name);
                pause();
                var begin = System.nanoTime();
                system.begin(service);
                FirstAnswer.awaitReady(service, http);
                figures.ready(packaging, service, begin);
            }
            var orchestrator = system.service(ServiceName.ORCHESTRATOR);
            pause();
            var begin = System.nanoTime();
            system.begin(orchestrator);
            FirstAnswer.awaitListening(orchestrator);
            figures.ready(packaging, orchestrator, begin);
            bookOne(orchestrator, ++trips);
            figures.booked(packaging, begin);
            system.services().forEach(service -> figures.memory(packaging, service));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_STARTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted between two starts.", e);
        }
    }

    /** Each on a day of its own, that there is something left for all. */
    private static void bookOne(ServiceProcess orchestrator, int daysAhead) {
        try (var client = new TripClient(orchestrator.port())) {
            var trip = client.book(Wish.porto().request(daysAhead));
            if (trip.getStatus() != TripStatus.TRIP_STATUS_COMPLETED) {
                throw new LocalFailure("The first trip ended as " + trip.getStatus() + ": " + trip.getFailure());
            }
        }
    }

    /** Stops what runs. */
    @Override
    public void close() {
        system.close();
    }
}
