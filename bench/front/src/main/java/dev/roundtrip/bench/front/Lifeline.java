package dev.roundtrip.bench.front;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Ends a process when the one that started it has gone, in whatever way: its standard input ends then. */
public final class Lifeline {
    private Lifeline() {}

    /** From here on. */
    public static void hold() {
        hold(line -> {});
    }

    /** The same, of one that says something now and then. */
    public static void hold(Consumer<String> heard) {
        Thread.ofPlatform().daemon().name("lifeline").start(() -> {
            try (var said = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (var line = said.readLine(); line != null; line = said.readLine()) {
                    heard.accept(line);
                }
            } catch (IOException e) {
                System.err.println("The one that started this can't be heard any more: " + e.getMessage());
            }
            System.exit(0);
        });
    }
}
