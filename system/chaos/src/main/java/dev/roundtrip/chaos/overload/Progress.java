package dev.roundtrip.chaos.overload;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says how a phase goes, of the time since it was last asked. */
final class Progress implements Runnable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final Tally tally;
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private long lookedAt = begin;
    private Count before;

    Progress(String name, Tally tally, PrintStream out) {
        this.name = name;
        this.tally = tally;
        this.out = out;
        before = tally.count();
    }

    @Override
    public void run() {
        long at = System.nanoTime();
        var now = tally.count();
        double seconds = (at - lookedAt) / NANOS_PER_SECOND;
        out.println(String.format(
                Locale.ROOT,
                "  %s, %d s: sent %,.0f/s, booked %,.0f/s, refused %,.0f/s, unclear %,.0f/s (%s), out now %,d",
                name,
                Duration.ofNanos(at - begin).toSeconds(),
                (now.sent() - before.sent()) / seconds,
                (now.booked().number() - before.booked().number()) / seconds,
                (now.refused().number() - before.refused().number()) / seconds,
                (now.unclearInAll() - before.unclearInAll()) / seconds,
                now.unclearInWords(),
                tally.outstanding()));
        lookedAt = at;
        before = now;
    }
}
