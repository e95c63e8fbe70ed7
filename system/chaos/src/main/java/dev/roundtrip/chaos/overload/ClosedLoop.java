package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.Bound;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * So many clients, each of which calls again when it has been answered; after a refusal it waits a moment.
 *
 * @param clients how many
 */
record ClosedLoop(int clients) {
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(100);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    /** Has them work for a while; ends when the last of them has its answer. */
    Count run(Travellers travellers, Wishes wishes, Duration length) {
        var tally = new Tally(length);
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var work = new Work(travellers, wishes, tally, System.nanoTime() + length.toNanos(), timer);
            for (int client = 0; client < clients; client++) {
                work.call();
            }
            new Bound(length.plus(LAST_ANSWERS))
                    .awaitThat("the last answers", () -> work.isOver() && tally.outstanding() == 0);
            timer.shutdownNow();
        }
        return tally.count();
    }

    private record Work(Travellers travellers, Wishes wishes, Tally tally, long end, ScheduledExecutorService timer) {
        void call() {
            if (isOver()) {
                return;
            }
            tally.sent();
            long at = System.nanoTime();
            travellers.book(wishes.next(), told -> {
                tally.heard(told, at);
                switch (told) {
                    case Told.Booked answer -> call();
                    case Told.NotBooked answer -> call();
                    case Told.Undecided answer -> call();
                    case Told.Refused answer -> later();
                    case Told.Unclear answer -> later();
                }
            });
        }

        private void later() {
            if (!isOver()) {
                timer.schedule(this::call, AFTER_A_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        boolean isOver() {
            return System.nanoTime() - end >= 0;
        }
    }
}
