package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An order desk as a process of its own: takes orders line by line, until it is killed. */
final class NodeProcess implements AutoCloseable {
    private final OrderCodec codec = new OrderCodec();
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private NodeProcess(Process process) {
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one on the databases of the server at that port; what it has to complain of goes to {@code log}. */
    static NodeProcess start(int port, Path log) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        Integer.toString(port))
                .redirectError(log.toFile());
        try {
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new DemoFailure("A second process could not be started: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Has it take an order; answers the saga's id, once it is committed. */
    UUID place(String saga, Order order) {
        try {
            orders.write(saga + " " + new String(codec.encode(order).bytes(), StandardCharsets.UTF_8));
            orders.newLine();
            orders.flush();
            return UUID.fromString(
                    CompletableFuture.supplyAsync(this::line).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (IOException | ExecutionException | TimeoutException | IllegalArgumentException e) {
            throw new DemoFailure("The second process did not take order " + order.id() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("Interrupted while the second process took an order.", e);
        }
    }

    private String line() {
        try {
            var line = answers.readLine();
            if (line == null) {
                throw new DemoFailure("it has ended");
            }
            return line;
        } catch (IOException e) {
            throw new DemoFailure(e.getMessage(), e);
        }
    }

    /** Kills it (SIGKILL): it gets no chance to finish anything. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new DemoFailure("Process " + process.pid() + " could not be killed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("Interrupted while a process was killed.", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
