package dev.roundtrip.conformance.rules;

import com.google.protobuf.Message;
import dev.roundtrip.conformance.Call;
import dev.roundtrip.conformance.Line;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.Stock;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Callers that don't wait: if all were answered in time, others come who wait less, until one has gone without an answer. */
final class Interruptions {
    private static final int HANG_UPS = 12;
    private static final int MOST_HANG_UPS = 36;
    private static final int LONGEST_WAIT_MICROS = 15_000;
    private static final int DEADLINE_ROUNDS = 4;
    private static final int MOST_DEADLINE_ROUNDS = 12;
    private static final List<Duration> DEADLINES =
            Stream.of(1, 2, 4, 8, 16).map(Duration::ofMillis).toList();
    private static final int LONGEST_CANCEL_MILLIS = 4;

    private Interruptions() {}

    /** How a caller goes away. */
    private enum Exit {
        RESERVE_BY_CALL,
        RESERVE_BY_CONNECTION,
        CANCEL_BY_CONNECTION;

        void leave(Line line, Call call) {
            switch (this) {
                case RESERVE_BY_CALL -> call.hangUp();
                case RESERVE_BY_CONNECTION, CANCEL_BY_CONNECTION -> line.close();
            }
        }
    }

    static String hangUp(Scene scene) {
        var start = scene.left();
        var heardBefore = 0;
        var missing = EnumSet.allOf(Exit.class);
        var round = 0;
        while (round < HANG_UPS || !missing.isEmpty() && round < MOST_HANG_UPS) {
            scene.nextRound();
            scene.tell("hang-up " + (round + 1));
            var unheard = leaveTwice(scene, start, round);
            heardBefore += 2 - unheard.size();
            missing.removeAll(unheard);
            round++;
        }
        Shown.require(
                missing.isEmpty(),
                "callers who hang up before the answer, to reserves and to cancels",
                "there were none of " + missing + " in " + round + " rounds");
        return "sent reserves and cancels and hung up after 0 to 15 ms, " + round
                + " rounds, by cancelling the call and by closing the connection; " + heardBefore + " of " + 2 * round
                + " were answered before; asked again, each had happened once";
    }

    /** Reserves and hangs up, cancels and hangs up; which of it was before the answer. */
    private static Set<Exit> leaveTwice(Scene scene, Stock start, int round) {
        var trade = scene.trade();
        var key = scene.newKey();
        var unheard = EnumSet.noneOf(Exit.class);
        var exit = round % 2 == 0 ? Exit.RESERVE_BY_CALL : Exit.RESERVE_BY_CONNECTION;
        // One after the other, from at once to what is long; later ones never wait.
        var wait = round < HANG_UPS ? LONGEST_WAIT_MICROS * round / (HANG_UPS - 1) : 0;
        if (!isHeard(scene, exit, trade.reserve(), trade.order(key, Wish.one(trade.days())), wait)) {
            unheard.add(exit);
        }
        settle(scene, key);
        scene.expectLeft(start.without(1), "after a reserve that was hung up and asked again");
        var cancelWait = round < HANG_UPS ? scene.random().nextInt(LONGEST_WAIT_MICROS) : 0;
        if (!isHeard(
                scene, Exit.CANCEL_BY_CONNECTION, trade.cancel(), trade.cancel().of(key), cancelWait)) {
            unheard.add(Exit.CANCEL_BY_CONNECTION);
        }
        scene.expect("done", scene.cancel(key), "a cancel that was hung up and asked again");
        scene.expectLeft(start, "after a cancel that was hung up and asked again");
        return unheard;
    }

    /** Whether a call was answered before its caller left. */
    private static boolean isHeard(Scene scene, Exit exit, Method method, Message message, int waitMicros) {
        var request = message.toByteString();
        try (var line = scene.newLine()) {
            connect(scene, line);
            var call = line.start(method, request, scene.limits().call());
            LockSupport.parkNanos(1000L * waitMicros);
            exit.leave(line, call);
            var reply = call.await();
            scene.note(method, request, reply);
            return reply instanceof Reply.Answer;
        }
    }

    /** So that the call to be hung up doesn't wait for its connection. */
    private static void connect(Scene scene, Line line) {
        scene.ask(line, scene.trade().search(), scene.trade().look(0));
    }

    private static void settle(Scene scene, StepKey key) {
        var again = scene.expect("reservation", scene.reserve(key), "a reserve that was given up and asked again");
        scene.expectSame(again, scene.reserve(key), "when it is asked once more");
        scene.expectToldAs(again, scene.get(key), "when it is read");
    }

    static String deadline(Scene scene) {
        var start = scene.left();
        var reserves = 0;
        var cancels = 0;
        var round = 0;
        while (round < DEADLINE_ROUNDS || (reserves == 0 || cancels == 0) && round < MOST_DEADLINE_ROUNDS) {
            scene.nextRound();
            var key = scene.newKey();
            reserves += reserveInHaste(scene, key, round);
            scene.expectLeft(start.without(1), "after a reserve that ran out of time and was asked again");
            cancels += cancelInHaste(scene, key, round);
            scene.expectLeft(start, "after a cancel that may have run out of time and was asked again");
            round++;
        }
        Shown.require(
                reserves > 0 && cancels > 0,
                "reserves and cancels that run out of time",
                reserves + " reserves and " + cancels + " cancels did in " + round + " rounds");
        return "sent reserves and cancels with deadlines of at most "
                + DEADLINES.getLast().toMillis() + " ms, " + round + " rounds; " + reserves + " reserves and " + cancels
                + " cancels ran out; asked again, each had happened once";
    }

    /** How many ran out of time. */
    private static int reserveInHaste(Scene scene, StepKey key, int round) {
        var trade = scene.trade();
        var order = trade.order(key, Wish.one(trade.days())).toByteString();
        var deadlines = round < DEADLINE_ROUNDS ? DEADLINES : List.of(shorter(round));
        var replies = deadlines.stream()
                .map(deadline -> scene.once(scene.line(), trade.reserve(), order, deadline))
                .toList();
        var again = scene.expect("reservation", scene.reserve(key), "a reserve whose deadlines had passed");
        replies.stream()
                .filter(reply -> !isNoAnswer(reply))
                .forEach(reply -> scene.expectSame(again, reply, "to those that were answered in time"));
        settle(scene, key);
        return (int) replies.stream().filter(Interruptions::ranOut).count();
    }

    private static int cancelInHaste(Scene scene, StepKey key, int round) {
        var cancel = scene.trade().cancel();
        var deadline = round < DEADLINE_ROUNDS
                ? Duration.ofMillis(1 + scene.random().nextInt(LONGEST_CANCEL_MILLIS))
                : shorter(round);
        var reply = scene.once(scene.line(), cancel, cancel.of(key).toByteString(), deadline);
        scene.expect("done", scene.cancel(key), "a cancel whose deadline may have passed");
        return ranOut(reply) ? 1 : 0;
    }

    /** Half of it from round to round, so that the call still goes out if it can; none at all in the last. */
    private static Duration shorter(int round) {
        return round == MOST_DEADLINE_ROUNDS - 1
                ? Duration.ZERO
                : DEADLINES.getFirst().dividedBy(2L << round - DEADLINE_ROUNDS);
    }

    /** Expiry can surface as CANCELLED. */
    private static boolean ranOut(Reply reply) {
        return isRefused(reply, Set.of(Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED));
    }

    /** Who is too busy says so. */
    private static boolean isNoAnswer(Reply reply) {
        return ranOut(reply)
                || isRefused(
                        reply, Set.of(Status.Code.UNAVAILABLE, Status.Code.ABORTED, Status.Code.RESOURCE_EXHAUSTED));
    }

    private static boolean isRefused(Reply reply, Set<Status.Code> codes) {
        return reply instanceof Reply.Refused refused
                && codes.contains(refused.status().getCode());
    }
}
