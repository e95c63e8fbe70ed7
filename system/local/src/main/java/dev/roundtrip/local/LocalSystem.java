package dev.roundtrip.local;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** PostgreSQL and the four services, each a process, the orchestrator as often as asked for, with something to book. */
public final class LocalSystem implements AutoCloseable {
    /** An environment variable: what every service's JVM is told, apart by spaces. */
    private static final String JAVA_OPTIONS = "SERVICE_JAVA_OPTIONS";

    private final Ports ports;
    private final RunFolder folder;
    private final Wiring wiring;
    private final boolean fresh;
    private final Map<ServiceName, ServiceProcess> services = new EnumMap<>(ServiceName.class);
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private PostgresServer postgres;
    private Databases databases;
    private volatile boolean closed;

    private LocalSystem(Ports ports, RunFolder folder, Wiring wiring, boolean fresh) {
        this.ports = ports;
        this.folder = folder;
        this.wiring = wiring;
        this.fresh = fresh;
    }

    /**
     * Takes a folder to work in; nothing runs yet.
     *
     * @param fresh whether to forget what earlier runs kept there, and, when it is closed, what this one wrote to its databases;
     *     the logs stay
     * @throws LocalFailure when another run is at work there
     */
    public static LocalSystem in(Path folder, Ports ports, boolean fresh) {
        return in(folder, ports, fresh, Wiring.DIRECT);
    }

    /**
     * The same for processes that reach each other, and are told more, as {@code wiring} says. This program's own way to
     * the databases stays the direct one.
     */
    public static LocalSystem in(Path folder, Ports ports, boolean fresh, Wiring wiring) {
        var taken = RunFolder.take(folder);
        if (fresh) {
            taken.clear();
        }
        return new LocalSystem(ports, taken, wiring, fresh);
    }

    /**
     * Starts PostgreSQL alone, on what it kept, and makes those of the four databases that are not there yet. After a
     * {@link #crashPostgres crash} it recovers, and is ready for connections when this returns.
     */
    public synchronized Databases startPostgres() {
        requireOpen();
        if (postgres != null && postgres.hasCrashed()) {
            postgres.startAgain();
            return databases;
        }
        postgres = PostgresServer.durable(folder.data(), ports.postgres(), folder.log("postgresql"));
        databases = Databases.in(postgres);
        return databases;
    }

    /**
     * Makes one more database, unless it is there, for a program that is none of the services.
     *
     * @param name 1 to 32 letters of a-z; its role and password are the same word
     */
    public synchronized Database databaseOfOnesOwn(String name) {
        requireOpen();
        return postgres.database(name);
    }

    /** Takes PostgreSQL away from the services, in good order; {@link #startPostgres} gives it back. */
    public synchronized void stopPostgres() {
        requireOpen();
        postgres.close();
    }

    /** Kills PostgreSQL (SIGKILL), and returns when none of its processes is left; {@link #startPostgres} gives it back. */
    public synchronized void crashPostgres() {
        requireOpen();
        postgres.crash();
    }

    /**
     * PostgreSQL itself, for what only its superuser can do.
     *
     * @throws LocalFailure when it was never started
     */
    public synchronized PostgresServer postgres() {
        if (postgres == null) {
            throw new LocalFailure("PostgreSQL was never started.");
        }
        return postgres;
    }

    /**
     * Starts the services, together, and waits until each is ready and has its inventory.
     *
     * @param progress is told of each service when it is ready, from several threads
     * @throws LocalFailure when one of them is not ready in time; the others may be running
     */
    public void startServices(Checkout checkout, Progress progress) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = make(checkout).stream()
                    .map(service -> CompletableFuture.runAsync(() -> start(service, progress), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * Starts one service alone, with nothing put into its database, and waits until it is ready.
     *
     * @throws LocalFailure when it is not ready in time; it may be running
     */
    public ServiceProcess startAlone(Checkout checkout, ServiceName name) {
        ServiceProcess service;
        synchronized (this) {
            service = process(checkout, name, name.module(), ports.of(name));
            services.put(name, service);
        }
        restart(service);
        return service;
    }

    /**
     * Starts one more orchestrator by a label of its own, and waits until it is ready. Which journal it has and which
     * participants it calls is for the wiring to say.
     *
     * @throws LocalFailure when it is not ready in time; it may be running
     */
    public ServiceProcess startOrchestrator(Checkout checkout, String label, int port) {
        ServiceProcess service;
        synchronized (this) {
            service = process(checkout, ServiceName.ORCHESTRATOR, label, port);
            replicas.add(service);
        }
        restart(service);
        return service;
    }

    private synchronized List<ServiceProcess> make(Checkout checkout) {
        for (var name : ServiceName.values()) {
            services.put(name, process(checkout, name, name.module(), ports.of(name)));
        }
        IntStream.range(0, ports.replicas().size())
                .mapToObj(at -> process(
                        checkout,
                        ServiceName.ORCHESTRATOR,
                        ServiceName.ORCHESTRATOR.module() + "-" + (at + 2),
                        ports.replicas().get(at)))
                .forEach(replicas::add);
        return services();
    }

    private ServiceProcess process(Checkout checkout, ServiceName name, String label, int port) {
        return new ServiceProcess(
                name,
                label,
                () -> new ServiceProcess.Start(command(checkout, name, label), environment(name, label, port)),
                port,
                folder.log(label));
    }

    private List<String> command(Checkout checkout, ServiceName name, String label) {
        var options = Stream.concat(everybodys(), wiring.javaOptions(label).stream());
        return checkout.command(name, wiring.packaging(), options.toList());
    }

    private static Stream<String> everybodys() {
        return Stream.of(System.getenv().getOrDefault(JAVA_OPTIONS, "").split(" "))
                .filter(option -> !option.isBlank());
    }

    private void start(ServiceProcess service, Progress progress) {
        var begin = System.nanoTime();
        restart(service);
        if (service.name() != ServiceName.ORCHESTRATOR) {
            Inventory.load(service.name(), databases.of(service.name()));
        }
        progress.ready(service.label(), service.address(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private Map<String, String> environment(ServiceName name, String label, int port) {
        var database = databases.of(name);
        var settings = new HashMap<>(database.reachedAt(wiring.port(label, Wiring.POSTGRES, database.port()))
                .quarkusConfig());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.grpc.server.enable-reflection-service", "true");
        if (name == ServiceName.ORCHESTRATOR) {
            settings.put("roundtrip.engine.node-name", label);
            ServiceName.participants().forEach(participant -> settings.putAll(client(label, participant)));
        }
        settings.putAll(wiring.settings(label));
        return settings.entrySet().stream()
                .collect(Collectors.toMap(setting -> environmentVariable(setting.getKey()), Map.Entry::getValue));
    }

    private Map<String, String> client(String label, ServiceName participant) {
        var client = "quarkus.grpc.clients." + participant.database();
        var port = wiring.port(label, participant.module(), ports.of(participant));
        return Map.of(client + ".host", "127.0.0.1", client + ".port", Integer.toString(port));
    }

    private static String environmentVariable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Starts a service again, one that was stopped or killed, and waits until it is ready. */
    public void restart(ServiceName name) {
        restart(service(name));
    }

    /** The same for one of several orchestrators. */
    public void restart(ServiceProcess service) {
        begin(service);
        service.awaitReady();
    }

    /** Starts it and doesn't wait. */
    synchronized void begin(ServiceProcess service) {
        requireOpen();
        folder.note(service.start());
    }

    /** A service that was started; of several orchestrators the first. */
    public synchronized ServiceProcess service(ServiceName name) {
        return services.get(name);
    }

    /** All of them that were started: the participants, then the orchestrators. */
    public synchronized List<ServiceProcess> services() {
        return Stream.concat(services.values().stream(), replicas.stream()).toList();
    }

    /** The orchestrators that were started. */
    public List<ServiceProcess> orchestrators() {
        return services().stream()
                .filter(service -> service.name() == ServiceName.ORCHESTRATOR)
                .toList();
    }

    /** The four databases of a running PostgreSQL. */
    public Databases databases() {
        return databases;
    }

    /** Where all listen. */
    public Ports ports() {
        return ports;
    }

    /** Where a service, or "postgresql", writes what it has to say. */
    public Path log(String name) {
        return folder.log(name);
    }

    /** Whether it is being stopped, or has been. */
    public boolean isStopping() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new LocalFailure("The system is being stopped.");
        }
    }

    /**
     * Stops everything that was started: the orchestrators, the participants, PostgreSQL. Repeating it does nothing.
     *
     * @throws LocalFailure when one of them could not be stopped; the others are
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        var failures = new ArrayList<LocalFailure>();
        for (var service : services().reversed()) {
            try {
                service.stop();
            } catch (LocalFailure e) {
                failures.add(e);
            }
        }
        if (postgres != null) {
            postgres.close();
        }
        if (fresh) {
            folder.forgetData();
        }
        folder.close();
        failures.stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }
}
