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

    /** Has them work for a while, and puts it down; ends when the last of them has its answer. */
    void run(Travellers travellers, Wishes wishes, Lasting lasting, Tally tally) {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var work = new Work(travellers, wishes, tally, lasting, timer);
            for (int client = 0; client < clients; client++) {
                work.call();
            }
            new Bound(lasting.most().plus(LAST_ANSWERS))
                    .awaitThat("the last answers", () -> lasting.isOver() && tally.outstanding() == 0);
            timer.shutdownNow();
        }
    }

    private record Work(
            Travellers travellers, Wishes wishes, Tally tally, Lasting lasting, ScheduledExecutorService timer) {
        void call() {
            if (lasting.isOver()) {
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
            if (!lasting.isOver()) {
                timer.schedule(this::call, AFTER_A_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
