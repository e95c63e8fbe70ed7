package dev.roundtrip.bench.booking;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Answers after a while, on a thread of its own. */
final class FakeBooth implements Booth {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final long millis;
    private final Consumer<Hearer> answer;

    FakeBooth(long millis, Consumer<Hearer> answer) {
        this.millis = millis;
        this.answer = answer;
    }

    /** Does something else first: whoever is asked meanwhile has to wait. */
    void standStill(Runnable until) {
        thread.execute(until);
    }

    @Override
    public void book(Way way, Hearer hearer) {
        thread.schedule(() -> answer.accept(hearer), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
