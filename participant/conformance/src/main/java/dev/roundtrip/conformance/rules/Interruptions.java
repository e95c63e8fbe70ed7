package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Line;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Processes that end and callers that don't wait. */
final class Interruptions {
    private static final int HANG_UPS = 12;
    private static final int LONGEST_WAIT_MICROS = 15_000;
    private static final int DEADLINE_ROUNDS = 4;
    private static final List<Integer> DEADLINES_MILLIS = List.of(1, 2, 4, 8, 16);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private Interruptions() {}

    static String restart(Scene scene) {
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
        scene.restart().orElseThrow().perform();
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
        var trade = scene.trade();
        try (var line = scene.newLine()) {
            return scene.once(line, trade.search(), trade.look(0).toByteString(), LOOK) instanceof Reply.Answer;
        }
    }

    static String hangUp(Scene scene) {
        var start = scene.left();
        var answeredBefore = 0;
        for (var round = 0; round < HANG_UPS; round++) {
            scene.nextRound();
            scene.tell("hang-up " + (round + 1) + " of " + HANG_UPS);
            var key = scene.newKey();
            answeredBefore += leave(scene, round, key) ? 1 : 0;
            settle(scene, key);
            scene.expectLeft(start.without(1), "after a reserve that was hung up and asked again");
            cancelAndLeave(scene, key);
            scene.expect("done", scene.cancel(key), "a cancel that was hung up and asked again");
            scene.expectLeft(start, "after a cancel that was hung up and asked again");
        }
        return "sent reserves and cancels and hung up after 0 to 15 ms, " + HANG_UPS
                + " rounds, by cancelling the call and by closing the connection; " + answeredBefore
                + " were answered before; asked again, each had happened once";
    }

    private static void settle(Scene scene, StepKey key) {
        var again = scene.expect("reservation", scene.reserve(key), "a reserve that was given up and asked again");
        scene.expectSame(again, scene.reserve(key), "when it is asked once more");
        scene.expectToldAs(again, scene.get(key), "when it is read");
    }

    private static boolean leave(Scene scene, int round, StepKey key) {
        var trade = scene.trade();
        var request = trade.order(key, Wish.one(trade.days())).toByteString();
        var line = scene.newLine();
        connect(scene, line);
        var call = line.start(trade.reserve(), request, scene.limits().call());
        LockSupport.parkNanos(1000L * (LONGEST_WAIT_MICROS * round / (HANG_UPS - 1)));
        if (round % 2 == 0) {
            call.hangUp();
        } else {
            line.close();
        }
        var reply = call.await();
        scene.note(trade.reserve(), request, reply);
        return reply instanceof Reply.Answer;
    }

    private static void cancelAndLeave(Scene scene, StepKey key) {
        var trade = scene.trade();
        var line = scene.newLine();
        connect(scene, line);
        var call = line.start(
                trade.cancel(),
                trade.cancel().of(key).toByteString(),
                scene.limits().call());
        LockSupport.parkNanos(1000L * scene.random().nextInt(LONGEST_WAIT_MICROS));
        line.close();
        call.await();
    }

    /** So that the call to be hung up doesn't wait for its connection. */
    private static void connect(Scene scene, Line line) {
        scene.ask(line, scene.trade().search(), scene.trade().look(0));
    }

    static String deadline(Scene scene) {
        var start = scene.left();
        var expired = 0;
        for (var round = 0; round < DEADLINE_ROUNDS; round++) {
            scene.nextRound();
            var key = scene.newKey();
            var replies = impatient(scene, key);
            expired += (int) replies.stream().filter(Interruptions::ranOut).count();
            var again = scene.expect("reservation", scene.reserve(key), "a reserve whose deadlines had passed");
            replies.stream()
                    .filter(reply -> !ranOut(reply))
                    .forEach(reply -> scene.expectSame(again, reply, "to those that were answered in time"));
            settle(scene, key);
            scene.expectLeft(start.without(1), "after a reserve that ran out of time and was asked again");
            scene.once(
                    scene.line(),
                    scene.trade().cancel(),
                    scene.trade().cancel().of(key).toByteString(),
                    Duration.ofMillis(1 + scene.random().nextInt(4)));
            scene.expect("done", scene.cancel(key), "a cancel whose deadline may have passed");
            scene.expectLeft(start, "after a cancel that may have run out of time and was asked again");
        }
        return "sent reserves with deadlines of " + DEADLINES_MILLIS + " ms, " + DEADLINE_ROUNDS + " rounds; " + expired
                + " ran out; asked again, each had happened once";
    }

    private static List<Reply> impatient(Scene scene, StepKey key) {
        var trade = scene.trade();
        var replies = new ArrayList<Reply>();
        for (var millis : DEADLINES_MILLIS) {
            replies.add(scene.once(
                    scene.line(),
                    trade.reserve(),
                    trade.order(key, Wish.one(trade.days())).toByteString(),
                    Duration.ofMillis(millis)));
        }
        return replies;
    }

    /** Expiry can surface as CANCELLED; and who is too busy says so. */
    private static boolean ranOut(Reply reply) {
        return reply instanceof Reply.Refused refused
                && List.of(
                                Status.Code.DEADLINE_EXCEEDED,
                                Status.Code.CANCELLED,
                                Status.Code.UNAVAILABLE,
                                Status.Code.ABORTED,
                                Status.Code.RESOURCE_EXHAUSTED)
                        .contains(refused.status().getCode());
    }
}
