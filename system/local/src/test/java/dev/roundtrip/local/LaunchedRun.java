package dev.roundtrip.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher's {@code run} or {@code postgres} as a person starts it: a process, its output in a file. */
final class LaunchedRun implements AutoCloseable {
    private static final Bound START = new Bound(Duration.ofSeconds(90));

    private final Process process;
    private final Path output;

    private LaunchedRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static LaunchedRun with(Ports ports, Path folder) throws IOException {
        return of("run", settings(ports, folder));
    }

    /** PostgreSQL alone, with one more database. */
    static LaunchedRun postgres(Ports ports, Path folder, String database) throws IOException {
        var settings = new HashMap<>(settings(ports, folder));
        settings.put("POSTGRES_DATABASE", database);
        return of("postgres", settings);
    }

    private static LaunchedRun of(String command, Map<String, String> settings) throws IOException {
        var folder = Files.createDirectories(Path.of(settings.get("ROUNDTRIP_FOLDER")));
        var output = Files.createTempFile(folder, "run", ".out");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "roundtrip-local.jar").toString(),
                        command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(settings);
        return new LaunchedRun(builder.start(), output);
    }

    private static Map<String, String> settings(Ports ports, Path folder) {
        return Map.of(
                "ROUNDTRIP_FOLDER", folder.toString(),
                "REPLICAS", Integer.toString(1 + ports.replicas().size()),
                "POSTGRES_PORT", Integer.toString(ports.postgres()),
                "ORCHESTRATOR_PORT", Integer.toString(ports.of(ServiceName.ORCHESTRATOR)),
                "FLIGHT_PORT", Integer.toString(ports.of(ServiceName.FLIGHT)),
                "HOTEL_PORT", Integer.toString(ports.of(ServiceName.HOTEL)),
                "CAR_PORT", Integer.toString(ports.of(ServiceName.CAR)));
    }

    /** Waits until it has printed that; fails at once when it ends before. */
    void awaitLine(String containing) {
        START.await("'" + containing + "' among what run prints", () -> {
            var line = lines().filter(text -> text.contains(containing)).findFirst();
            if (line.isEmpty() && !process.isAlive()) {
                throw new LocalFailure("run ended early and printed:\n" + String.join("\n", lines().toList()));
            }
            return line;
        });
    }

    Stream<String> lines() {
        try {
            return Files.readAllLines(output).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void killService(ServiceName service) {
        process.children().filter(child -> isFor(child, service)).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isFor(ProcessHandle process, ServiceName service) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("/" + service.module() + "/"))
                .isPresent();
    }

    /** What Ctrl-C does; by SIGTERM, because a SIGINT reaches nobody when the tests run in a shell's background. */
    void tellToStop() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Its exit code; empty when it doesn't end in time. */
    Optional<Integer> exitCode() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
