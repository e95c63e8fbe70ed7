package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.participant.v1.Rejection;
import io.grpc.Status;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** One key, one answer. */
final class Repeats {
    private static final int AT_ONCE = 16;
    private static final int ROUNDS = 4;

    private Repeats() {}

    static String oneAfterAnother(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var first = reserved(scene, scene.reserve(key));
        scene.expectSame(first, scene.reserve(key), "when it is asked again");
        scene.expectSame(
                first,
                scene.ask(
                        scene.secondLine(),
                        scene.trade().reserve(),
                        scene.trade().order(key, Wish.one(scene.trade().days()))),
                "when it is asked over another connection");
        scene.expectLeft(start.without(1), "after one order and its two repeats");
        return "sent " + scene.trade().reserve().name() + " key=" + Scene.brief(key) + " three times; came back "
                + first.brief() + ", then the same bytes; " + scene.trade().unit() + " left: " + start + ", then "
                + start.without(1);
    }

    private static Reply.Answer reserved(Scene scene, Reply reply) {
        return scene.expect("reservation", reply, "a reserve of what is in stock");
    }

    static String together(Scene scene) {
        for (var round = 0; round < ROUNDS; round++) {
            scene.nextRound();
            var start = scene.left();
            var key = scene.newKey();
            var order = scene.trade().order(key, Wish.one(scene.trade().days()));
            var replies = scene.together(IntStream.range(0, AT_ONCE)
                    .<Callable<Reply>>mapToObj(i -> () -> scene.ask(
                            i % 2 == 0 ? scene.line() : scene.secondLine(),
                            scene.trade().reserve(),
                            order))
                    .toList());
            var first = reserved(scene, replies.getFirst());
            replies.forEach(reply -> scene.expectSame(first, reply, "to every one of " + AT_ONCE + " at once"));
            scene.expectLeft(start.without(1), "after " + AT_ONCE + " orders under one key at once");
            scene.cancel(key);
            scene.expectLeft(start, "after the cancel");
        }
        return "sent the same " + scene.trade().reserve().name() + " " + AT_ONCE
                + " times at once over two connections, " + ROUNDS
                + " rounds; came back one reservation each round, the same bytes to all";
    }

    static String anotherBody(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var wish = Wish.one(scene.trade().days());
        var first = reserved(scene, scene.reserve(key, wish));
        scene.expectRefused(
                scene.reserve(key, wish.by("Grace")),
                Status.Code.INVALID_ARGUMENT,
                List.of("key"),
                "the same key with another traveller");
        scene.expectSame(first, scene.reserve(key, wish), "when the first request is repeated");
        scene.expectLeft(start.without(1), "after an order and another under its key");
        return "sent key=" + Scene.brief(key) + " for Ada, Grace, Ada; came back " + first.brief()
                + ", INVALID_ARGUMENT naming key, " + first.brief();
    }

    static String twoSteps(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var other = scene.remember(key.toBuilder().setStep("another-step").build());
        var first = reserved(scene, scene.reserve(key));
        var second = reserved(scene, scene.reserve(other));
        scene.expectLeft(start.without(2), "after two steps of one saga");
        scene.expect("done", scene.cancel(key), "a cancel of the first step");
        scene.expectSame(second, scene.reserve(other), "to the other step, whose sibling was cancelled");
        scene.expectLeft(start.without(1), "after one of two steps was cancelled");
        return "sent two steps of one saga; came back " + first.brief() + " and " + second.brief()
                + "; cancelling one left the other";
    }

    static String spelling(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var capitals = key.toBuilder()
                .setSagaId(key.getSagaId().toUpperCase(Locale.ROOT))
                .build();
        var first = reserved(scene, scene.reserve(key));
        scene.expectSame(first, scene.reserve(capitals), "to the same key in capitals");
        scene.expectToldAs(first, scene.get(capitals), "read by the key in capitals");
        scene.expectLeft(start.without(1), "after one order in two spellings of its key");
        scene.expect("done", scene.cancel(capitals), "a cancel in capitals");
        scene.expect("superseded", scene.reserve(key), "a reserve of a key that was cancelled in capitals");
        scene.expectLeft(start, "after the cancel in capitals");
        return "sent key=" + Scene.brief(key) + " in small letters and in capitals; came back " + first.brief()
                + " twice; a cancel in capitals counted for both";
    }

    static String reads(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        scene.expectRefused(scene.get(key), Status.Code.NOT_FOUND, List.of(), "a get of a key that was never used");
        scene.expectRefused(scene.get(key), Status.Code.NOT_FOUND, List.of(), "the same get again: it records nothing");
        var first = reserved(scene, scene.reserve(key));
        scene.expectToldAs(first, scene.get(key), "after the reserve");
        scene.expectLeft(start.without(1), "after an order and a get");
        scene.expect("done", scene.cancel(key), "a cancel");
        scene.expect("superseded", scene.get(key), "a get after the cancel");
        scene.expectLeft(start, "after a cancel and a get");
        return "sent " + scene.trade().get().name()
                + " before the reserve, after it and after the cancel; came back NOT_FOUND, " + first.brief()
                + ", superseded";
    }

    static String rejection(Scene scene) {
        var days = scene.trade().days();
        var start = scene.left();
        var takers = scene.takeUntilLeft(0, 0, days);
        var key = scene.newKey();
        var first = scene.expect("rejection", scene.reserve(key), "a reserve of what is sold out");
        requireReason(first);
        scene.expectToldAs(first, scene.get(key), "after the rejection");
        takers.forEach(taker -> scene.expect("done", scene.cancel(taker), "a cancel"));
        scene.expectLeft(start, "after all was given back");
        scene.expectSame(first, scene.reserve(key), "when there is stock again");
        scene.expectToldAs(first, scene.get(key), "when there is stock again");
        scene.expectLeft(start, "after a rejection was repeated");
        var second = scene.newKey();
        reserved(scene, scene.reserve(second));
        scene.expect("done", scene.cancel(key), "a cancel of what was rejected");
        scene.expectLeft(start.without(1), "after a rejected order was cancelled, with one reserved");
        scene.expect("superseded", scene.reserve(key), "a reserve of what was rejected and cancelled");
        return "took all there was, sent key=" + Scene.brief(key) + ", gave all back, sent it again; came back "
                + first.brief() + " both times, and a reservation to another key";
    }

    private static void requireReason(Reply.Answer answer) {
        if (!(answer.content() instanceof Rejection rejection)
                || !rejection.getReason().equals("SOLD_OUT")
                || rejection.getMessage().isBlank()) {
            throw new RuleBroken("reason SOLD_OUT and a message for people", answer.full());
        }
    }
}
