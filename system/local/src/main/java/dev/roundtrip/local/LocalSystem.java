package dev.roundtrip.local;

import dev.roundtrip.system.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** PostgreSQL and the four services, each a process, with something to book. */
public final class LocalSystem implements AutoCloseable {
    private final Ports ports;
    private final RunFolder folder;
    private final Map<ServiceName, ServiceProcess> services = new EnumMap<>(ServiceName.class);
    private PostgresServer postgres;
    private Databases databases;
    private volatile boolean closed;

    private LocalSystem(Ports ports, RunFolder folder) {
        this.ports = ports;
        this.folder = folder;
    }

    /**
     * Takes a folder to work in; nothing runs yet.
     *
     * @param fresh whether to forget what earlier runs kept there
     * @throws LocalFailure when another run is at work there
     */
    public static LocalSystem in(Path folder, Ports ports, boolean fresh) {
        var taken = RunFolder.take(folder);
        if (fresh) {
            taken.clear();
        }
        return new LocalSystem(ports, taken);
    }

    /** Starts PostgreSQL alone and makes the four databases. */
    public synchronized Databases startPostgres() {
        requireOpen();
        postgres = PostgresServer.durable(folder.data(), ports.postgres(), folder.log("postgresql"));
        databases = Databases.in(postgres);
        return databases;
    }

    /**
     * Starts the four services, together, and waits until each is ready and has its inventory.
     *
     * @param progress is told of each service when it is ready, from several threads
     * @throws LocalFailure when one of them is not ready in time; the others may be running
     */
    public void startServices(Checkout checkout, Progress progress) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = List.of(ServiceName.values()).stream()
                    .map(name -> CompletableFuture.runAsync(() -> start(checkout, name, progress), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void start(Checkout checkout, ServiceName name, Progress progress) {
        var begin = System.nanoTime();
        var service = launch(checkout, name);
        service.awaitReady();
        if (name != ServiceName.ORCHESTRATOR) {
            Inventory.load(name, databases.of(name));
        }
        progress.ready(name.module(), service.address(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private synchronized ServiceProcess launch(Checkout checkout, ServiceName name) {
        requireOpen();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var service = new ServiceProcess(
                name,
                List.of(java, "-jar", checkout.runnable(name).toString()),
                environment(name),
                ports.of(name),
                folder.log(name.module()));
        services.put(name, service);
        folder.note(service.start());
        return service;
    }

    private Map<String, String> environment(ServiceName name) {
        var settings = new HashMap<>(databases.of(name).quarkusConfig());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.of(name)));
        settings.put("quarkus.grpc.server.enable-reflection-service", "true");
        if (name == ServiceName.ORCHESTRATOR) {
            for (var participant : ServiceName.participants()) {
                var client = "quarkus.grpc.clients." + participant.database();
                settings.put(client + ".host", "127.0.0.1");
                settings.put(client + ".port", Integer.toString(ports.of(participant)));
            }
        }
        return settings.entrySet().stream()
                .collect(Collectors.toMap(setting -> environmentVariable(setting.getKey()), Map.Entry::getValue));
    }

    private static String environmentVariable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Starts a service again, one that was stopped or killed, and waits until it is ready. */
    public void restart(ServiceName name) {
        synchronized (this) {
            requireOpen();
            folder.note(service(name).start());
        }
        service(name).awaitReady();
    }

    /** A service that was started. */
    public ServiceProcess service(ServiceName name) {
        return services.get(name);
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

    /** Stops everything that was started: the orchestrator, the participants, PostgreSQL. Repeating it does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.of(ServiceName.values()).reversed().stream()
                .filter(services::containsKey)
                .map(services::get)
                .forEach(ServiceProcess::stop);
        if (postgres != null) {
            postgres.close();
        }
        folder.close();
    }
}
