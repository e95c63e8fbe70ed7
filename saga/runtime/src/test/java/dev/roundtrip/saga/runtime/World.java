package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** One clock, moved by hand, and any number of nodes whose loops run on it, one task after the other. */
final class World {
    private static final int MOST_TASKS = 200_000;

    private record Task(Instant due, long order, Node node, Runnable work, boolean[] cancelled) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private final List<Task> frozenTasks = new ArrayList<>();
    private Instant now = Instant.parse("2030-06-12T08:00:00Z");
    private long order;

    /** A process: it can stop for good, or be paused and wake up with everything that waited. */
    final class Node implements Loop {
        private boolean frozen;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void execute(Runnable task) {
            schedule(Duration.ZERO, task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable work) {
            var cancelled = new boolean[1];
            tasks.add(new Task(now.plus(delay), order++, this, work, cancelled));
            return () -> cancelled[0] = true;
        }

        void freeze() {
            frozen = true;
        }

        boolean isFrozen() {
            return frozen;
        }

        void thaw() {
            frozen = false;
            tasks.addAll(frozenTasks);
            frozenTasks.clear();
        }
    }

    Node node() {
        return new Node();
    }

    Instant now() {
        return now;
    }

    /** Runs what is due, and lets time pass, until something is so, or the limit is reached. */
    boolean runUntil(BooleanSupplier done, Duration limit) {
        var end = now.plus(limit);
        for (int ran = 0; ran < MOST_TASKS; ran++) {
            if (done.getAsBoolean()) {
                return true;
            }
            var next = tasks.peek();
            if (next == null || next.due().isAfter(end)) {
                now = end;
                return false;
            }
            run(tasks.remove());
        }
        throw new AssertionError("the world does not come to rest: more than " + MOST_TASKS + " tasks");
    }

    void run(Duration time) {
        runUntil(() -> false, time);
    }

    private void run(Task task) {
        if (task.due().isAfter(now)) {
            now = task.due();
        }
        if (task.node().frozen) {
            frozenTasks.add(task);
        } else if (!task.cancelled()[0]) {
            task.work().run();
        }
    }
}
