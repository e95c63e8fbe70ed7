package tickets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The program as its reader starts it: a process, whose output goes to a file. */
final class Sale {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Process process;
    private final Path output;

    private Sale(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Sale start(Path output, String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Tickets.class.getName()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log(output).toFile()))
                    .start();
            return new Sale(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path output) {
        return output.resolveSibling(output.getFileName() + ".log");
    }

    /** What it printed, once it has ended well. */
    List<String> untilItEnds() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw failure("it has not ended within " + LIMIT);
            }
        } catch (InterruptedException e) {
            kill();
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0) {
            throw failure("it has ended with " + process.exitValue());
        }
        return lines();
    }

    /** Waits until something is so; its end before that is a failure. */
    void await(String what, Predicate<Sale> isSo) {
        var until = System.nanoTime() + LIMIT.toNanos();
        while (!isSo.test(this)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                kill();
                throw failure("waited in vain for " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** By SIGKILL: it gets no chance to put anything in order. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    List<String> lines() {
        return read(output);
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\nprinted: " + lines() + "\nlogged: " + String.join("\n", read(log(output))));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
