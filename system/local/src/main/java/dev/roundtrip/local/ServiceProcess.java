package dev.roundtrip.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One service as a process of its own, and what can be done to it from outside: started, stopped, killed, paused. It
 * writes to a log file, after what is there.
 */
public final class ServiceProcess {
    // A busy machine starts five processes at once, each in many times the seconds that it takes alone; one that can't
    // start ends, and is not waited for.
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    // A look is an HTTP call that fails, of each of five: more often, and it takes from them what they start with.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final int LINES_SHOWN = 20;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();

    private final ServiceName name;
    private final String label;
    private final Supplier<Start> start;
    private final int port;
    private final Path log;
    private final Signals signals;
    private Process process;

    /**
     * What to start.
     *
     * @param environment beside this program's own
     */
    record Start(List<String> command, Map<String, String> environment) {
        Start {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * One that doesn't run yet.
     *
     * @param start is asked at each start
     */
    ServiceProcess(ServiceName name, String label, Supplier<Start> start, int port, Path log) {
        this(name, label, start, port, log, Signals.BY_COMMAND);
    }

    /** The same with a way of its own to send signals. */
    ServiceProcess(ServiceName name, String label, Supplier<Start> start, int port, Path log, Signals signals) {
        this.name = name;
        this.label = label;
        this.start = start;
        this.port = port;
        this.log = log;
        this.signals = signals;
    }

    /** Which service this is. */
    public ServiceName name() {
        return name;
    }

    /** What people know this process by: the service's name, and a number when it isn't the first of its kind. */
    public String label() {
        return label;
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The same as host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it and doesn't wait. */
    synchronized ProcessHandle start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(label + " runs already");
        }
        try {
            var now = start.get();
            var builder = new ProcessBuilder(now.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(now.environment());
            process = builder.start();
            process.getOutputStream().close();
            return process.toHandle();
        } catch (IOException e) {
            throw new LocalFailure(label + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws LocalFailure that shows the end of its log, when it ends or takes more than three minutes
     */
    public void awaitReady() {
        try {
            new Bound(READY_LIMIT, BETWEEN_LOOKS).awaitThat(label + " to be ready at " + address(), () -> {
                if (!isAlive()) {
                    throw new LocalFailure(
                            label + " ended by itself (exit code " + running().exitValue() + ") before it was ready.");
                }
                return answersReady();
            });
        } catch (LocalFailure e) {
            throw new LocalFailure(e.getMessage() + " The end of " + log + ":\n" + endOfLog(), e);
        }
    }

    private boolean answersReady() {
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + "/q/health/ready"))
                .timeout(PROBE_LIMIT)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String endOfLog() {
        try {
            var lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(it can't be read: " + e.getMessage() + ")";
        }
    }

    /** Stops it as an operator would (SIGTERM); past a bound, kills it. Nothing when it doesn't run. */
    public void stop() {
        var stopping = ifAlive();
        if (stopping.isEmpty()) {
            return;
        }
        // A paused one hears nothing. One that can't be told may have ended meanwhile: at Ctrl-C a terminal tells all
        // at once.
        signals.send("CONT", stopping.get());
        stopping.get().destroy();
        if (!ended(stopping.get(), STOP_LIMIT)) {
            kill();
        }
    }

    /** Kills it (SIGKILL) and waits until it is gone: it gets no chance to finish anything. */
    public void kill() {
        ifAlive().ifPresent(victim -> {
            victim.destroyForcibly();
            if (!ended(victim, STOP_LIMIT)) {
                throw new LocalFailure(label + " (process " + victim.pid() + ") could not be killed.");
            }
        });
    }

    /** Stops it in its tracks (SIGSTOP): connections stay open, nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused one go on (SIGCONT). Nothing when it was not paused. */
    public void resume() {
        signal("CONT");
    }

    /** Whether there is such a process now, paused or not. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process that runs now, to be looked at. */
    public ProcessHandle handle() {
        return running().toHandle();
    }

    /** Completes, with the exit code, when the process that runs now ends. */
    public CompletableFuture<Integer> onExit() {
        return running().onExit().thenApply(Process::exitValue);
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(label + " was never started");
        }
        return process;
    }

    private synchronized Optional<Process> ifAlive() {
        return Optional.ofNullable(process).filter(Process::isAlive);
    }

    private void signal(String signal) {
        if (!signals.send(signal, running())) {
            throw new LocalFailure("SIG" + signal + " could not be sent to " + label + ".");
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
