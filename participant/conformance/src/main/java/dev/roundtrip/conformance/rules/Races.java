package dev.roundtrip.conformance.rules;

import com.google.protobuf.Message;
import dev.roundtrip.conformance.Line;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.Stock;
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
    private static final Duration LONGEST_HEAD_START = Duration.ofMillis(4);
    private static final int MORE_ROUNDS = 8;

    private Races() {}

    /** Who starts behind the other. */
    private enum Behind {
        CANCEL,
        RESERVE
    }

    static String reserveAndCancel(Scene scene) {
        var start = scene.left();
        var reserved = 0;
        for (var round = 0; round < ROUNDS; round++) {
            if (round % PROGRESS_EVERY == 0) {
                scene.tell("round " + (round + 1) + " of " + ROUNDS);
            }
            reserved += play(scene, round) ? 1 : 0;
            scene.expectLeft(start, "after round " + (round + 1) + ", whose key was cancelled");
        }
        if (reserved == 0) {
            insist(scene, start, Behind.CANCEL);
        }
        if (reserved == ROUNDS) {
            insist(scene, start, Behind.RESERVE);
        }
        return "sent reserves and cancels of one key at once, " + ROUNDS
                + " rounds in different orders; the reserve came first in " + reserved
                + " of them, and nothing was reserved after any";
    }

    /** For a participant that is slower with one than with the other: more rounds, until the other one is first. */
    private static void insist(Scene scene, Stock start, Behind behind) {
        var headStart = LONGEST_HEAD_START;
        var came = false;
        for (var round = 0; round < MORE_ROUNDS && !came; round++) {
            headStart = headStart.multipliedBy(2);
            scene.tell(behind + " starts " + headStart.toMillis() + " ms behind");
            var reserved = play(scene, behind, headStart, Extra.NONE);
            came = reserved == (behind == Behind.CANCEL);
            scene.expectLeft(start, "after a round whose key was cancelled");
        }
        Shown.require(
                came,
                "a reserve that comes before its cancel in some rounds, and behind it in others",
                "the cancel came " + (behind == Behind.CANCEL ? "first" : "last") + " in all of " + ROUNDS + " and "
                        + MORE_ROUNDS + " more");
    }

    private static boolean play(Scene scene, int round) {
        // Who starts behind the other changes from round to round; by how much is chance.
        return play(
                scene,
                round % 2 == 0 ? Behind.CANCEL : Behind.RESERVE,
                Duration.ofNanos(scene.random().nextLong(LONGEST_HEAD_START.toNanos())),
                Extra.values()[round % Extra.values().length]);
    }

    /** Who comes twice. */
    private enum Extra {
        NONE,
        RESERVE,
        CANCEL
    }

    /** Whether a reserve was told that it has something, before the cancel took it away. */
    private static boolean play(Scene scene, Behind behind, Duration headStart, Extra extra) {
        scene.nextRound();
        var key = scene.newKey();
        var trade = scene.trade();
        var order = trade.order(key, Wish.one(trade.days()));
        var cancel = trade.cancel().of(key);
        var calls = new ArrayList<Callable<Reply>>();
        var reserveWaits = behind == Behind.RESERVE ? headStart : Duration.ZERO;
        var cancelWaits = behind == Behind.CANCEL ? headStart : Duration.ZERO;
        calls.add(after(reserveWaits, scene, scene.line(), trade.reserve(), order));
        calls.add(after(cancelWaits, scene, scene.secondLine(), trade.cancel(), cancel));
        switch (extra) {
            case NONE -> {}
            case RESERVE -> calls.add(after(Duration.ZERO, scene, scene.secondLine(), trade.reserve(), order));
            case CANCEL -> calls.add(after(Duration.ZERO, scene, scene.line(), trade.cancel(), cancel));
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
