package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Line;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.Restart;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Wish;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A process that ends, and the next one. */
final class Restarts {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private Restarts() {}

    static String play(Scene scene) {
        var days = scene.trade().days();
        var start = scene.left();
        var rejected = scene.newKey();
        var takers = scene.takeUntilLeft(0, 0, days);
        var no = scene.expect("rejection", scene.reserve(rejected), "a reserve of what is sold out");
        takers.forEach(taker -> scene.expect("done", scene.cancel(taker), "a cancel"));
        var kept = scene.newKey();
        var yes = scene.expect("reservation", scene.reserve(kept), "a reserve of what is in stock");
        var buried = scene.newKey();
        scene.expect("done", scene.cancel(buried), "a cancel that comes first");

        scene.tell("restarting the participant");
        restart(scene, scene.restart().orElseThrow());
        awaitAnswers(scene);

        scene.expectSame(yes, scene.reserve(kept), "after the restart");
        scene.expectToldAs(yes, scene.get(kept), "after the restart");
        scene.expectSame(no, scene.reserve(rejected), "after the restart, with stock again");
        scene.expect("superseded", scene.reserve(buried), "a reserve that was cancelled first, before the restart");
        scene.expect("superseded", scene.reserve(takers.getFirst(), Wish.one(days)), "a reserve of a cancelled key");
        scene.expectLeft(start.without(1), "after the restart, with one reserved");
        return "made a reservation, a rejection and tombstones, restarted the participant, asked for each; came back "
                + yes.brief() + " and " + no.brief() + " as before, and superseded";
    }

    private static void restart(Scene scene, Restart restart) {
        try (var held = scene.newLine()) {
            scene.ask(held, scene.trade().search(), scene.trade().look(0));
            restart.perform();
            requireLost(scene, held);
        }
    }

    /** A process that was killed takes its connections along; one that only seemed to be keeps them, and answers. */
    private static void requireLost(Scene scene, Line held) {
        var end = System.nanoTime() + LOOK.toNanos();
        while (held.isConnected() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        // A machine that is gone closes nothing: then it is the missing answer that tells.
        if (held.isConnected() && look(scene, held) instanceof Reply.Answer && held.isConnected()) {
            throw new RuleBroken(
                    "the participant to be killed, and with it a connection that was open before",
                    "the participant was not restarted: the connection is still there, and answers");
        }
    }

    private static void awaitAnswers(Scene scene) {
        var begin = System.nanoTime();
        var news = begin;
        while (!answers(scene)) {
            var now = System.nanoTime();
            if (now - begin > scene.limits().restart().toNanos()) {
                throw new RuleBroken(
                        "the participant to answer within "
                                + scene.limits().restart().toSeconds() + " s of its restart",
                        "it doesn't");
            }
            if (now - news > BETWEEN_NEWS.toNanos()) {
                scene.tell("waiting for the participant to answer, for "
                        + Duration.ofNanos(now - begin).toSeconds() + " s now");
                news = now;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        scene.reconnect();
    }

    /** By a connection of its own: one that was refused waits ever longer before it tries again. */
    private static boolean answers(Scene scene) {
        try (var line = scene.newLine()) {
            return look(scene, line) instanceof Reply.Answer;
        }
    }

    private static Reply look(Scene scene, Line line) {
        var trade = scene.trade();
        return scene.once(line, trade.search(), trade.look(0).toByteString(), LOOK);
    }
}
