package dev.roundtrip.bench.stage;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.local.Bound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is measured and is none of the system's: it listens on a port, and ends when its standard input does. */
final class BenchProcess implements AutoCloseable {
    private static final Bound READY = new Bound(Duration.ofMinutes(2), Duration.ofMillis(100));
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final int port;
    private final Process process;

    private BenchProcess(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it with the JVM that this program has, and no flags: as services are started.
     *
     * @param what it runs: {@code -jar} and so on
     * @throws BenchFailure when it doesn't listen in time
     */
    static BenchProcess start(String name, List<String> what, Map<String, String> environment, int port, Path log) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of(java), what.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            var started = new BenchProcess(name, port, builder.start());
            started.awaitReady(log);
            return started;
        } catch (IOException e) {
            throw new BenchFailure(name + " could not be started: " + e.getMessage(), e);
        }
    }

    private void awaitReady(Path log) {
        try {
            READY.awaitThat(name + " to listen on port " + port, () -> {
                if (!process.isAlive()) {
                    throw new BenchFailure(name + " ended by itself; its log is " + log + ".");
                }
                return listens();
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Says one line to it. */
    void say(String line) {
        try {
            var input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new BenchFailure(name + " can't be told '" + line + "': " + e.getMessage(), e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
