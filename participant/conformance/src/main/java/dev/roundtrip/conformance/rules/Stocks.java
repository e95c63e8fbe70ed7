package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Wish;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Nothing is sold twice, in part, or less than there is. */
final class Stocks {
    private static final int LAST_ONES = 3;
    private static final int CALLERS = 16;
    private static final int ROUNDS = 3;

    private Stocks() {}

    static String allOrNothing(Scene scene) {
        return scene.trade().days() > 1 ? everyDay(scene) : everyUnit(scene);
    }

    private static String everyUnit(Scene scene) {
        var start = scene.left();
        scene.takeUntilLeft(1, 0, 1);
        reject(scene, Wish.of(2, 0, 1), "two where one is left");
        scene.expectLeft(start.without(start.least() - 1), "after an order of two was rejected, of one that is left");
        scene.expect("reservation", scene.reserve(scene.newKey()), "an order of the one that is left");
        return "left 1 of " + start + " " + scene.trade().unit()
                + ", sent an order of 2; came back SOLD_OUT, and the 1 was still there to be had";
    }

    private static String everyDay(Scene scene) {
        var days = scene.trade().days();
        var start = scene.left();
        for (var full = days - 1; full >= 0; full--) {
            scene.nextRound();
            var takers = scene.takeUntilLeft(0, full, full + 1);
            var left = start.without(start.left().get(full), full, full + 1);
            scene.expectLeft(left, "with day " + (full + 1) + " sold out");
            reject(scene, Wish.one(days), "every day where day " + (full + 1) + " is sold out");
            scene.expectLeft(left, "after an order of " + days + " days was rejected for day " + (full + 1));
            takers.forEach(taker -> scene.expect("done", scene.cancel(taker), "a cancel"));
            scene.expectLeft(start, "after day " + (full + 1) + " was given back");
        }
        scene.expect("reservation", scene.reserve(scene.newKey()), "every day, all in stock");
        scene.expectLeft(start.without(1), "after an order of every day");
        return "sold out one of " + days + " days after the other, sent an order of all; came back SOLD_OUT, and the"
                + " other days were as before";
    }

    private static void reject(Scene scene, Wish wish, String why) {
        scene.expect("rejection", scene.reserve(scene.newKey(), wish), why);
    }

    static String noOverbooking(Scene scene) {
        var days = scene.trade().days();
        var start = scene.left();
        scene.takeUntilLeft(LAST_ONES, 0, days);
        for (var round = 0; round < ROUNDS; round++) {
            scene.nextRound();
            var keys = IntStream.range(0, CALLERS).mapToObj(i -> scene.newKey()).toList();
            var replies = scene.together(IntStream.range(0, CALLERS)
                    .<Callable<Reply>>mapToObj(i -> () -> scene.ask(
                            i % 2 == 0 ? scene.line() : scene.secondLine(),
                            scene.trade().reserve(),
                            scene.trade().order(keys.get(i), Wish.one(days))))
                    .toList());
            var taken = replies.stream()
                    .filter(reply -> isKind(reply, "reservation"))
                    .count();
            var rejected =
                    replies.stream().filter(reply -> isKind(reply, "rejection")).count();
            if (taken != LAST_ONES || rejected != CALLERS - LAST_ONES) {
                throw new RuleBroken(
                        LAST_ONES + " reservations and " + (CALLERS - LAST_ONES) + " rejections, for " + CALLERS
                                + " who want " + LAST_ONES,
                        taken + " reservations and " + rejected + " rejections");
            }
            scene.expectLeft(start.without(start.least()), "after " + CALLERS + " wanted the last " + LAST_ONES);
            keys.forEach(key -> scene.expect("done", scene.cancel(key), "a cancel"));
            scene.expectLeft(start.without(start.least() - LAST_ONES), "after all of them were cancelled");
        }
        return "left " + LAST_ONES + " " + scene.trade().unit() + ", sent " + CALLERS + " orders at once, " + ROUNDS
                + " rounds; came back " + LAST_ONES + " reservations and " + (CALLERS - LAST_ONES)
                + " rejections each time";
    }

    private static boolean isKind(Reply reply, String kind) {
        return reply instanceof Reply.Answer answer && answer.kind().equals(kind);
    }
}
