package dev.roundtrip.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roundtrip.conformance.trade.Found;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Trade;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What one rule is played with: calls, keys, chance, and the expectations that break the rule. A call that is answered
 * busy or unavailable is repeated for a while, as any caller would. Made for one rule and closed after it.
 */
public final class Scene implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);
    private static final int SHORT_KEY = 6;

    private final Trade trade;
    private final Target target;
    private final Limits limits;
    private final Optional<Restart> restart;
    private final Consumer<String> progress;
    private final Random random;
    private final Keys keys = new Keys();
    private final Transcript transcript = new Transcript();
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final long begin = System.nanoTime();
    private volatile boolean abandoned;
    private volatile Line line;
    private volatile Line secondLine;

    Scene(Trade trade, Target target, Limits limits, Optional<Restart> restart, long seed, Consumer<String> progress) {
        this.trade = trade;
        this.target = target;
        this.limits = limits;
        this.restart = restart;
        this.progress = progress;
        this.random = new Random(seed);
        reconnect();
    }

    /** What is sold here. */
    public Trade trade() {
        return trade;
    }

    /** Chance, the same for the same seed; for the rule's own thread only. */
    public Random random() {
        return random;
    }

    /** How the participant is restarted, if it can be. */
    public Optional<Restart> restart() {
        return restart;
    }

    /** How long is waited for what. */
    public Limits limits() {
        return limits;
    }

    /** Tells people how far a long rule has come. */
    public void tell(String sentence) {
        progress.accept(sentence);
    }

    /** What went before needs no showing when this rule fails later. */
    public void nextRound() {
        transcript.clear();
    }

    // Keys.

    /** A key that nobody has used; it is cancelled when the rule is over. */
    public StepKey newKey() {
        return keys.next();
    }

    /** The same for a key that a rule has made itself. */
    public StepKey remember(StepKey key) {
        return keys.remember(key);
    }

    /** A key as it is told to people. */
    public static String brief(StepKey key) {
        var id = key.getSagaId();
        return "…" + id.substring(Math.max(0, id.length() - SHORT_KEY)) + "/" + key.getStep();
    }

    // Lines.

    /** The connection that is used for most. */
    public Line line() {
        return line;
    }

    /** Another one. */
    public Line secondLine() {
        return secondLine;
    }

    /** One more, to be broken. */
    public Line newLine() {
        var made = Line.to(target);
        lines.add(made);
        return made;
    }

    /** Connects anew, for the participant may be another process now. */
    public void reconnect() {
        line = newLine();
        secondLine = newLine();
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }

    // Calls.

    /** One call, whatever comes back. */
    public Reply once(Line by, Method method, ByteString request) {
        return once(by, method, request, limits.call());
    }

    /** The same with a deadline. */
    public Reply once(Line by, Method method, ByteString request, Duration deadline) {
        requireTime();
        var reply = by.start(method, request, deadline).await();
        note(method, request, reply);
        return reply;
    }

    /** Keeps an exchange that a rule made by itself. */
    public void note(Method method, ByteString request, Reply reply) {
        transcript.note(
                "sent " + method.name() + "\n" + Wording.of(method, request).indent(2) + "came back\n"
                        + reply.full().indent(2).stripTrailing());
    }

    /** A call that is repeated while the participant is busy or unavailable. */
    public Reply ask(Line by, Method method, Message request) {
        var end = System.nanoTime() + limits.repeats().toNanos();
        var pause = FIRST_PAUSE;
        while (true) {
            var reply = once(by, method, request.toByteString());
            switch (reply) {
                case Reply.Answer answer -> {
                    return answer;
                }
                case Reply.Refused refused -> {
                    if (refused.status().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                        throw new RuleBroken(
                                "an answer within " + limits.call().toSeconds() + " s",
                                "none came, to " + method.name());
                    }
                    if (!refused.isPassing() || System.nanoTime() > end) {
                        return refused;
                    }
                }
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void requireTime() {
        if (abandoned) {
            throw new RuleBroken("the rule to be played to its end", "the program is told to stop");
        }
        if (System.nanoTime() - begin > limits.rule().toNanos()) {
            throw new RuleBroken("the rule to be played within " + limits.rule().toSeconds() + " s", "it takes longer");
        }
    }

    /** Orders one unit on every day. */
    public Reply reserve(StepKey key) {
        return reserve(key, Wish.one(trade.days()));
    }

    /** Orders. */
    public Reply reserve(StepKey key, Wish wish) {
        return ask(line, trade.reserve(), trade.order(key, wish));
    }

    /** Cancels. */
    public Reply cancel(StepKey key) {
        return ask(line, trade.cancel(), trade.cancel().of(key));
    }

    /** Reads. */
    public Reply get(StepKey key) {
        return ask(line, trade.get(), trade.get().of(key));
    }

    /** Makes all calls at the same moment, and waits for all of them. */
    public <T> List<T> together(Collection<? extends Callable<T>> calls) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            return results.stream().map(Scene::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuleBroken broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // Stock.

    /** What the search says is left. */
    public Stock left() {
        return new Stock(IntStream.range(0, trade.days()).mapToObj(this::left).toList());
    }

    private int left(int day) {
        var reply = ask(line, trade.search(), trade.look(day));
        if (!(reply instanceof Reply.Answer answer)) {
            throw new RuleBroken("the search to show what is left of " + trade.inventory(), reply.full());
        }
        return switch (trade.found(answer.message(), day)) {
            case Found.Left found -> found.units();
            case Found.Missing missing ->
                throw new RuleBroken("the search to show " + trade.inventory(), missing.sentence());
        };
    }

    /** The search must show that much, soon. */
    public void expectLeft(Stock expected, String when) {
        var end = System.nanoTime() + limits.search().toNanos();
        var seen = left();
        while (!seen.equals(expected)) {
            if (System.nanoTime() > end) {
                throw new RuleBroken(
                        trade.unit() + " left " + when + ": " + expected, "the search shows " + seen + " left");
            }
            LockSupport.parkNanos(LONGEST_PAUSE.toNanos());
            seen = left();
        }
    }

    /** Takes units on some days until so many are left on the first of them; the keys that did. */
    public List<StepKey> takeUntilLeft(int rest, int first, int end) {
        var taken = new ArrayList<StepKey>();
        var left = left(first);
        while (left > rest) {
            var units = Math.min(left - rest, trade.mostUnits());
            var key = newKey();
            expect("reservation", reserve(key, Wish.of(units, first, end)), "there were " + left + " left");
            taken.add(key);
            left -= units;
        }
        return taken;
    }

    // Expectations.

    /** It must be answered, and by this. */
    public Reply.Answer expect(String kind, Reply reply, String why) {
        if (reply instanceof Reply.Answer answer && answer.kind().equals(kind)) {
            return answer;
        }
        throw new RuleBroken(kind + ", for " + why, reply.full());
    }

    /** It must be the first answer again, byte for byte. */
    public void expectSame(Reply.Answer first, Reply again, String when) {
        if (!(again instanceof Reply.Answer answer) || !answer.bytes().equals(first.bytes())) {
            throw new RuleBroken("the first answer, byte for byte, " + when + ":\n" + first.full(), again.full());
        }
    }

    /** What a get says must be what the reserve was told. */
    public void expectToldAs(Reply.Answer first, Reply got, String when) {
        if (!(got instanceof Reply.Answer answer)
                || !answer.kind().equals(first.kind())
                || !answer.content().toByteString().equals(first.content().toByteString())) {
            throw new RuleBroken("what the reserve was told, " + when + ":\n" + first.full(), got.full());
        }
    }

    /** It must be this error, naming these fields if any are given. */
    public void expectRefused(Reply reply, Status.Code code, List<String> fields, String why) {
        var right = reply instanceof Reply.Refused refused
                && refused.status().getCode() == code
                && (fields.isEmpty() || Set.copyOf(refused.fields()).equals(Set.copyOf(fields)));
        if (!right) {
            throw new RuleBroken(
                    code + (fields.isEmpty() ? "" : " with a google.rpc.BadRequest naming " + fields) + ", for " + why,
                    reply.full());
        }
    }

    // The end.

    List<String> exchanges() {
        return transcript.lines();
    }

    /** The program is told to stop in the middle of a rule: no more calls, and nothing stays reserved. */
    void abandon() {
        abandoned = true;
        cleanUp();
    }

    /** Cancels every key of this rule; says which could not be. */
    List<String> cleanUp() {
        return new CleanUp(trade, line, limits.call()).cancel(keys.made());
    }
}
