package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.booking.Callers;
import dev.roundtrip.bench.booking.CountedBooth;
import dev.roundtrip.bench.booking.FrontBooth;
import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.stage.Stage;
import dev.roundtrip.local.Bound;
import dev.roundtrip.local.ServiceProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Fills one replica with sagas that can't end, kills it, and watches another one carry them on. They wait in the one way in which a
 * trip waits for longer than a minute: there was no car, and nobody is there to take back the hotel.
 */
final class InflightBench {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Plan plan;
    private final Stage stage;
    private final ServiceProcess first;
    private final ServiceProcess second;
    private final PrintStream out;

    /**
     * @param stage whose stubs take nothing back yet
     * @param first has nothing to do yet, and is killed
     * @param second shares its journal, and has nothing to do until then
     */
    InflightBench(Plan plan, Stage stage, ServiceProcess first, ServiceProcess second, PrintStream out) {
        this.plan = plan;
        this.stage = stage;
        this.first = first;
        this.second = second;
        this.out = out;
    }

    /** @throws BenchFailure when one of them is lost, or it all takes too long */
    Inflight run() {
        var journal = stage.journalOf(Names.INFLIGHT);
        try (var look = new JournalLook(journal, second.label());
                var booth = new CountedBooth(FrontBooth.accepting(first.port()))) {
            var started = book(booth);
            var waiting = rest(look);
            var held = Held.by(first.handle());
            requireThatAllWait(look.now());
            first.kill();
            var adopted = watch(
                    "carried on", second, plan.adopting(), () -> look.now().adopted());
            var carried = Held.by(second.handle());
            stage.stubsTakeBack();
            var ended = watch("ended", second, plan.ending(), () -> look.now().ended());
            var tally = Tally.of(journal, booth.ended());
            tally.complaint().ifPresent(complaint -> {
                throw new BenchFailure(complaint);
            });
            return new Inflight(started, waiting, held, adopted, carried, ended, tally);
        }
    }

    private Curve book(CountedBooth booth) {
        var callers = new Callers(first.label(), booth, Way.FAILING, plan.callers(), plan.sagas());
        var done = callers.begin();
        var started = watch("accepted", first, plan.booking(), () -> {
            requireNoFailure(done);
            return booth.ended();
        });
        callers.end();
        return started;
    }

    private static void requireNoFailure(CompletableFuture<Void> done) {
        if (done.isCompletedExceptionally()) {
            throw new BenchFailure("The booking failed: " + done.exceptionNow(), done.exceptionNow());
        }
    }

    private Waiting rest(JournalLook look) {
        long latest = System.nanoTime() + plan.rest().toNanos();
        var bound = new Bound(plan.rest().plusMinutes(1), Duration.ofSeconds(1));
        bound.awaitThat(
                "the sagas to come to rest", () -> look.now().stuck() == plan.sagas() || System.nanoTime() > latest);
        long stuck = look.now().stuck();
        var costs = stage.costsOf(first);
        var before = costs.get();
        long begin = System.nanoTime();
        pass(plan.window());
        var spent = costs.get().since(before);
        out.printf("  %,d wait, %,d of them are stuck%n", look.now().waiting(), stuck);
        return new Waiting(stuck, Duration.ofNanos(System.nanoTime() - begin), spent);
    }

    /** Or something else was measured than what is told. */
    private void requireThatAllWait(Standing standing) {
        if (standing.waiting() != plan.sagas() || standing.adopted() != 0) {
            throw new BenchFailure("Of " + plan.sagas() + " sagas " + standing.waiting() + " wait, and "
                    + standing.adopted() + " were taken over before anyone was killed.");
        }
    }

    /** From now on until there are as many as there should be. */
    private Curve watch(String what, ServiceProcess who, Duration limit, LongSupplier count) {
        var points = new ArrayList<Curve.Point>();
        points.add(new Curve.Point(0, 0));
        long begin = System.nanoTime();
        new Bound(limit, plan.betweenLooks()).awaitThat(plan.sagas() + " sagas to be " + what, () -> {
            if (!who.isAlive()) {
                throw new BenchFailure(who.label() + " ended by itself.");
            }
            // What is seen was there when the look began, or before.
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            long sagas = count.getAsLong();
            tell(what, points.getLast(), new Curve.Point(seconds, sagas));
            points.add(new Curve.Point(seconds, sagas));
            return sagas >= plan.sagas();
        });
        return new Curve(points);
    }

    private void tell(String what, Curve.Point before, Curve.Point now) {
        long every = BETWEEN_WORDS.toSeconds();
        if (now.sagas() >= plan.sagas() || (long) now.seconds() / every > (long) before.seconds() / every) {
            out.printf("  %,d of %,d %s after %.0f s%n", now.sagas(), plan.sagas(), what, now.seconds());
        }
    }

    /** Time is all that is waited for. */
    private static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while sagas waited.", e);
        }
    }
}
