package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Wish;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Cancel always wins, and gives back once. */
final class Cancels {
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 4;

    private Cancels() {}

    static String ofTheUnknown(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        scene.expect("done", scene.cancel(key), "a cancel of a key that was never used");
        scene.expect("done", scene.cancel(key), "a repeat of it");
        scene.expect("superseded", scene.get(key), "a get of it");
        scene.expectLeft(start, "after a cancel of nothing");
        return "sent " + scene.trade().cancel().name() + " key=" + Scene.brief(key)
                + ", never used before, twice; both succeeded, nothing was given back";
    }

    static String first(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        scene.expect("done", scene.cancel(key), "a cancel that comes first");
        scene.expect("superseded", scene.reserve(key), "the first reserve after its cancel");
        scene.expect("superseded", scene.reserve(key), "a repeat of it");
        scene.expect("superseded", scene.get(key), "a get of it");
        scene.expectLeft(start, "after a reserve that came after its cancel");
        return "sent " + scene.trade().cancel().name() + " key=" + Scene.brief(key)
                + ", then the reserve, twice; came back superseded, and nothing was taken";
    }

    static String lateReserve(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var wish = Wish.one(scene.trade().days());
        var taken = scene.expect("reservation", scene.reserve(key, wish), "a reserve of what is in stock");
        scene.expect("done", scene.cancel(key), "its cancel");
        scene.expect("superseded", scene.reserve(key, wish), "a repeat that arrives after the cancel");
        scene.expect("superseded", scene.reserve(key, wish.by("Grace")), "another request under a cancelled key");
        scene.expect("superseded", scene.reserve(key, wish), "one more repeat");
        scene.expect("superseded", scene.get(key), "a get of it");
        scene.expectLeft(start, "after late reserves of a cancelled key");
        return "sent reserve, cancel, reserve key=" + Scene.brief(key) + "; came back " + taken.brief()
                + ", done, then superseded whatever was asked";
    }

    static String twice(Scene scene) {
        var start = scene.left();
        var kept = scene.newKey();
        scene.expect("reservation", scene.reserve(kept), "a reserve of what is in stock");
        for (var round = 0; round < ROUNDS; round++) {
            var key = scene.newKey();
            scene.expect("reservation", scene.reserve(key), "a reserve of what is in stock");
            if (round > 0) {
                scene.together(Collections.<Callable<Reply>>nCopies(
                                AT_ONCE,
                                () -> scene.ask(
                                        scene.line(),
                                        scene.trade().cancel(),
                                        scene.trade().cancel().of(key))))
                        .forEach(reply -> scene.expect("done", reply, "each of " + AT_ONCE + " cancels at once"));
            }
            for (var repeat : List.of("a cancel", "a repeat of it", "one more")) {
                scene.expect("done", scene.cancel(key), repeat);
            }
            scene.expectLeft(start.without(1), "after cancels of one of two reservations");
        }
        return "sent " + scene.trade().cancel().name() + " three times in a row, and " + AT_ONCE
                + " times at once, beside another reservation; all succeeded, given back once";
    }
}
