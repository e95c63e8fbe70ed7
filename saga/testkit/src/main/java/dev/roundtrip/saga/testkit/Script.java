package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a participant behaves when it is called for a step, call by call. Reads as what one would tell a colleague: {@code
 * unknown(2).then(confirms())}, {@code rejects("SOLD_OUT")}, {@code confirms().late(Duration.ofMinutes(1))}.
 */
public final class Script {

    /** What the participant would say, if it is heard. */
    sealed interface Verdict {
        record Confirms(Payload answer) implements Verdict {}

        record Rejects(String reason, String message) implements Verdict {}
    }

    /** What one call comes to. */
    sealed interface Conduct {
        /** It takes effect, and is answered, after {@code delay}. */
        record Answers(Duration delay) implements Conduct {}

        /** It takes effect, but nobody hears so. */
        record LosesReply() implements Conduct {}

        /** It has no effect, and comes to an unknown outcome. */
        record Fails(Fault fault) implements Conduct {}

        /** It is taken up, and answered later and from outside. */
        record TakesUp() implements Conduct {}

        /** It has no effect, and is never answered. */
        record Ignores() implements Conduct {}
    }

    private final List<Conduct> first;
    private final Conduct last;
    private final Verdict verdict;

    private Script(List<Conduct> first, Conduct last, Verdict verdict) {
        this.first = List.copyOf(first);
        this.last = last;
        this.verdict = verdict;
    }

    private static Script always(Conduct conduct, Verdict verdict) {
        return new Script(List.of(), conduct, verdict);
    }

    /** It takes the call up, however often it is called, and answers later: see {@link Scenario#answeredAfter}. */
    public static Script answersLater() {
        return always(new Conduct.TakesUp(), new Verdict.Confirms(Payload.empty()));
    }

    /** It does it, and answers with no payload. */
    public static Script confirms() {
        return confirms(Payload.empty());
    }

    /** It does it, and answers with {@code answer}. */
    public static Script confirms(Payload answer) {
        return always(new Conduct.Answers(Duration.ZERO), new Verdict.Confirms(answer));
    }

    /** A business no; nothing is done. */
    public static Script rejects(String reason) {
        return rejects(reason, "The participant said " + reason + ".");
    }

    /** A business no; nothing is done. */
    public static Script rejects(String reason, String message) {
        return always(new Conduct.Answers(Duration.ZERO), new Verdict.Rejects(reason, message));
    }

    /** It does nothing and says nothing, however often it is called. */
    public static Script neverAnswers() {
        return always(new Conduct.Ignores(), new Verdict.Confirms(Payload.empty()));
    }

    /** It does nothing and finds the call itself wrong, however often it is called. */
    public static Script findsTheCallInvalid(String message) {
        return always(
                new Conduct.Fails(new Fault(Fault.Kind.PERMANENT, message)), new Verdict.Confirms(Payload.empty()));
    }

    /** The first {@code times} calls do nothing and come to an unknown outcome; say what {@code then}. */
    public static Beginning unknown(int times) {
        return new Beginning(times, new Conduct.Fails(new Fault(Fault.Kind.TRANSIENT, "The connection was lost.")));
    }

    /** The first {@code times} calls are carried out, but come to an unknown outcome; say what {@code then}. */
    public static Beginning repliesLost(int times) {
        return new Beginning(times, new Conduct.LosesReply());
    }

    /** The same, but each call arrives, and is answered, {@code delay} after it was made. */
    public Script late(Duration delay) {
        return new Script(
                first,
                switch (last) {
                    case Conduct.Answers answers -> new Conduct.Answers(delay);
                    case Conduct.LosesReply loses -> loses;
                    case Conduct.Fails fails -> fails;
                    case Conduct.TakesUp takesUp -> takesUp;
                    case Conduct.Ignores ignores -> ignores;
                },
                verdict);
    }

    /** How it begins; not a script yet. */
    public static final class Beginning {
        private final List<Conduct> calls;

        private Beginning(int times, Conduct conduct) {
            calls = Collections.nCopies(times, conduct);
        }

        /** How it goes on. */
        public Script then(Script rest) {
            var all = new ArrayList<>(calls);
            all.addAll(rest.first);
            return new Script(all, rest.last, rest.verdict);
        }
    }

    /** What the call of that number, counted from 1, comes to. */
    Conduct conduct(int call) {
        return call <= first.size() ? first.get(call - 1) : last;
    }

    Verdict verdict() {
        return verdict;
    }
}
