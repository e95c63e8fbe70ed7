package dev.roundtrip.bench.front;

import java.io.IOException;

/** Ends a process when the one that started it has gone, in whatever way: its standard input ends then. */
public final class Lifeline {
    private Lifeline() {}

    /** From here on. */
    public static void hold() {
        Thread.ofPlatform().daemon().name("lifeline").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is said on it.
                }
            } catch (IOException e) {
                System.err.println("The one that started this can't be heard any more: " + e.getMessage());
            }
            System.exit(0);
        });
    }
}
