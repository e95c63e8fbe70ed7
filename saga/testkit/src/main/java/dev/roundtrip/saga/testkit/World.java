package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.runtime.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * One clock, moved by hand, and any number of nodes whose loops run on it, one task after the other. Hours pass in
 * milliseconds, and the same test runs the same way every time. To be used by one thread.
 */
public final class World {
    private static final int MOST_TASKS_AT_ONE_INSTANT = 100_000;

    private record Task(Instant due, long order, Node node, Runnable work, boolean[] cancelled) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Instant now = Instant.parse("2030-06-12T08:00:00Z");
    private long order;

    /** Makes a world in which it is eight o'clock of a summer's day in 2030, and nothing happens yet. */
    public World() {}

    /** A process, and the loop of its engine: it can be paused and wake up with everything that waited, or stop for good. */
    public final class Node implements Loop {
        private final Duration clockOffset;
        private final List<Task> waiting = new ArrayList<>();
        private boolean frozen;
        private boolean dead;

        private Node(Duration clockOffset) {
            this.clockOffset = clockOffset;
        }

        @Override
        public Instant now() {
            return now.plus(clockOffset);
        }

        @Override
        public void execute(Runnable task) {
            schedule(Duration.ZERO, task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable work) {
            var cancelled = new boolean[1];
            if (!dead) {
                tasks.add(new Task(now.plus(delay), order++, this, work, cancelled));
            }
            return () -> cancelled[0] = true;
        }

        /** Pauses it: what is due waits until it is thawed. */
        public void freeze() {
            frozen = true;
        }

        /** Whether it runs nothing just now, because it is paused or dead. */
        public boolean isFrozen() {
            return frozen || dead;
        }

        /** Wakes it up: everything that has waited runs now. */
        public void thaw() {
            frozen = false;
            tasks.addAll(waiting);
            waiting.clear();
        }

        /** Stops it for good, with all it had in memory. */
        public void die() {
            dead = true;
            waiting.clear();
        }

        private void take(Task task) {
            if (frozen && !dead) {
                waiting.add(task);
            } else if (!dead && !task.cancelled()[0]) {
                task.work().run();
            }
        }
    }

    /** A new process, whose clock goes right. */
    public Node node() {
        return node(Duration.ZERO);
    }

    /** A new process, whose clock is ahead of the world's by {@code clockOffset}, or behind when that is negative. */
    public Node node(Duration clockOffset) {
        return new Node(clockOffset);
    }

    /** The time. */
    public Instant now() {
        return now;
    }

    /**
     * Runs what is due, and lets time pass, until something is so, or the limit is reached.
     *
     * @return whether it became so
     * @throws AssertionError when the world does not come to rest: something keeps going without letting time pass
     */
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        var end = now.plus(limit);
        int atOneInstant = 0;
        while (atOneInstant < MOST_TASKS_AT_ONE_INSTANT) {
            if (done.getAsBoolean()) {
                return true;
            }
            var next = tasks.peek();
            if (next == null || next.due().isAfter(end)) {
                now = end;
                return false;
            }
            atOneInstant = next.due().isAfter(now) ? 0 : atOneInstant + 1;
            run(tasks.remove());
        }
        throw new AssertionError("the world does not come to rest: more than " + MOST_TASKS_AT_ONE_INSTANT
                + " tasks, and it is still " + now);
    }

    /** Runs what is due within {@code time}, and lets that time pass. */
    public void run(Duration time) {
        runUntil(() -> false, time);
    }

    private void run(Task task) {
        if (task.due().isAfter(now)) {
            now = task.due();
        }
        task.node().take(task);
    }
}
