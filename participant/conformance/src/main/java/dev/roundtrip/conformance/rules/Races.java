package dev.roundtrip.conformance.rules;

import com.google.protobuf.Message;
import dev.roundtrip.conformance.Line;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Reserve and cancel of one key at the same time, in every order that a few microseconds make. */
final class Races {
    private static final int ROUNDS = 48;
    private static final int PROGRESS_EVERY = 12;
    private static final int LONGEST_HEAD_START_MICROS = 4000;

    private Races() {}

    static String reserveAndCancel(Scene scene) {
        var start = scene.left();
        var reserved = 0;
        for (var round = 0; round < ROUNDS; round++) {
            if (round % PROGRESS_EVERY == 0) {
                scene.tell("round " + (round + 1) + " of " + ROUNDS);
            }
            scene.nextRound();
            reserved += play(scene, round) ? 1 : 0;
            scene.expectLeft(start, "after round " + (round + 1) + ", whose key was cancelled");
        }
        return "sent reserves and cancels of one key at once, " + ROUNDS
                + " rounds in different orders; the reserve came" + " first in " + reserved
                + " of them, and nothing was reserved after any";
    }

    /** Whether a reserve was told that it has something, before the cancel took it away. */
    private static boolean play(Scene scene, int round) {
        var key = scene.newKey();
        var trade = scene.trade();
        var order = trade.order(key, Wish.one(trade.days()));
        var cancel = trade.cancel().of(key);
        var calls = new ArrayList<Callable<Reply>>();
        // Who starts behind the other changes from round to round; by how much is chance.
        var headStart = Duration.ofNanos(1000L * scene.random().nextInt(LONGEST_HEAD_START_MICROS));
        var cancelsLast = round % 2 == 0;
        calls.add(after(cancelsLast ? Duration.ZERO : headStart, scene, scene.line(), trade.reserve(), order));
        calls.add(after(cancelsLast ? headStart : Duration.ZERO, scene, scene.secondLine(), trade.cancel(), cancel));
        if (round % 3 == 1) {
            calls.add(after(Duration.ZERO, scene, scene.secondLine(), trade.reserve(), order));
        }
        if (round % 3 == 2) {
            calls.add(after(Duration.ZERO, scene, scene.line(), trade.cancel(), cancel));
        }
        var replies = scene.together(calls);
        replies.forEach(Races::requireAnswer);
        scene.expect("superseded", scene.reserve(key), "a reserve after its cancel was answered");
        scene.expect("superseded", scene.get(key), "a get after the cancel was answered");
        return replies.stream()
                .anyMatch(reply ->
                        reply instanceof Reply.Answer answer && answer.kind().equals("reservation"));
    }

    private static Callable<Reply> after(Duration wait, Scene scene, Line line, Method method, Message request) {
        return () -> {
            LockSupport.parkNanos(wait.toNanos());
            return scene.ask(line, method, request);
        };
    }

    private static void requireAnswer(Reply reply) {
        var right = reply instanceof Reply.Answer answer
                && List.of("reservation", "superseded", "done").contains(answer.kind());
        if (!right) {
            throw new RuleBroken("reservation or superseded to a reserve, and success to a cancel", reply.full());
        }
    }
}
