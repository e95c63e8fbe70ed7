package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.Stock;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Everything at once, drawn from the seed; then the books are checked. */
final class Storm {
    private static final int KEYS = 160;
    private static final int KEYS_AT_ONCE = 12;
    private static final int WORKERS = 8;
    private static final int CALLS_EACH = 60;
    private static final int PROGRESS_EVERY = 120;
    private static final int LONGEST_WAIT_MICROS = 5000;

    private final Scene scene;
    private final List<Order> orders;
    /** Who has something, so that it comes back and others can have it. */
    private final Queue<Order> holders = new ConcurrentLinkedQueue<>();

    private final AtomicInteger done = new AtomicInteger();

    private Storm(Scene scene) {
        this.scene = scene;
        this.orders = IntStream.range(0, KEYS)
                .mapToObj(i -> new Order(scene.newKey(), wish(scene)))
                .toList();
    }

    private static Wish wish(Scene scene) {
        var days = scene.trade().days();
        var first = scene.random().nextInt(days);
        var end = first + 1 + scene.random().nextInt(days - first);
        return Wish.of(1 + scene.random().nextInt(Math.min(2, scene.trade().mostUnits())), first, end);
    }

    static String play(Scene scene) {
        var start = scene.left();
        var storm = new Storm(scene);
        storm.rage();
        storm.settle();
        var reserved = storm.audit(start);
        return "sent " + WORKERS * CALLS_EACH + " calls under " + KEYS + " keys by " + WORKERS
                + " callers at once, some hung up; " + reserved + " orders were reserved in the end, and what is left"
                + " agrees with them";
    }

    private void rage() {
        scene.together(IntStream.range(0, WORKERS)
                .mapToObj(worker -> new Random(scene.random().nextLong()))
                .<Callable<Void>>map(chance -> () -> {
                    for (var i = 0; i < CALLS_EACH; i++) {
                        step(chance);
                    }
                    return null;
                })
                .toList());
    }

    private void step(Random chance) {
        var order = orders.get(nextKey(chance));
        switch (chance.nextInt(10)) {
            case 0, 1, 2, 3 -> reserve(order);
            case 4 -> cancel(order);
            case 5, 6 -> cancel(Optional.ofNullable(holders.poll()).orElse(order));
            case 7, 8 -> order.require(scene.get(order.key));
            default -> hangUp(order, chance);
        }
        var count = done.incrementAndGet();
        if (count % PROGRESS_EVERY == 0) {
            scene.tell(count + " of " + WORKERS * CALLS_EACH + " calls");
        }
    }

    /** New keys come up all the time, so that few of the calls meet a key that is long cancelled. */
    private int nextKey(Random chance) {
        var oldest = (KEYS - KEYS_AT_ONCE) * done.get() / (WORKERS * CALLS_EACH);
        return Math.min(KEYS - 1, oldest + chance.nextInt(KEYS_AT_ONCE));
    }

    private void reserve(Order order) {
        var wasCancelled = order.cancelled;
        var reply = scene.reserve(order.key, order.wish);
        order.require(reply);
        if (wasCancelled) {
            scene.expect("superseded", reply, "a reserve of a key that was cancelled before");
        }
        if (isReservation(reply)) {
            holders.add(order);
        }
    }

    private void cancel(Order order) {
        scene.expect("done", scene.cancel(order.key), "a cancel");
        order.cancelled = true;
    }

    private void hangUp(Order order, Random chance) {
        var trade = scene.trade();
        var call = scene.line()
                .start(
                        trade.reserve(),
                        trade.order(order.key, order.wish).toByteString(),
                        scene.limits().call());
        order.hungUp = true;
        LockSupport.parkNanos(1000L * chance.nextInt(LONGEST_WAIT_MICROS));
        call.hangUp();
    }

    /** After a repeat was answered, the call that nobody heard of can do nothing more. */
    private void settle() {
        orders.stream().filter(order -> order.hungUp).forEach(this::reserve);
    }

    /** What each key has by its own record, against what the search says is left. */
    private int audit(Stock start) {
        scene.nextRound();
        var reserved = new ArrayList<Order>();
        for (var order : orders) {
            var reply = scene.get(order.key);
            order.require(reply);
            if (isReservation(reply)) {
                reserved.add(order);
            }
        }
        var expected = start;
        for (var order : reserved) {
            expected = expected.without(order.wish.units(), order.wish.first(), order.wish.end());
        }
        scene.expectLeft(expected, "by what the " + KEYS + " keys have reserved, " + reserved.size() + " of them");
        reserved.forEach(order -> scene.expect("done", scene.cancel(order.key), "a cancel"));
        scene.expectLeft(start, "after all of them were cancelled");
        return reserved.size();
    }

    private static boolean isReservation(Reply reply) {
        return reply instanceof Reply.Answer answer && answer.kind().equals("reservation");
    }

    private static final class Order {
        private final StepKey key;
        private final Wish wish;
        private final AtomicReference<Reply.Answer> first = new AtomicReference<>();
        private volatile boolean cancelled;
        private volatile boolean hungUp;

        Order(StepKey key, Wish wish) {
            this.key = key;
            this.wish = wish;
        }

        /** Every answer but superseded is the first one. */
        void require(Reply reply) {
            told(reply).ifPresent(answer -> {
                var known = first.compareAndExchange(null, answer);
                if (known != null && !known.content().equals(answer.content())) {
                    throw new RuleBroken("the first answer:\n" + known.full(), reply.full());
                }
            });
        }

        private Optional<Reply.Answer> told(Reply reply) {
            return switch (reply) {
                case Reply.Answer answer when answer.kind().equals("superseded") -> Optional.empty();
                case Reply.Answer answer -> Optional.of(answer);
                case Reply.Refused refused when refused.status().getCode() == Status.Code.NOT_FOUND -> Optional.empty();
                case Reply.Refused refused -> throw new RuleBroken("an answer", refused.full());
            };
        }
    }
}
