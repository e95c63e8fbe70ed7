package dev.roundtrip.saga.core;

import java.nio.charset.StandardCharsets;

/**
 * What an attempt came to, as a story tells it.
 *
 * @param attempt which one answers; 0 is the last one made
 */
record Told(String step, Direction direction, int attempt, Outcome outcome) {

    static Told confirmed(String step) {
        return forward(step, new Outcome.Confirmed(answerOf(step)));
    }

    static Told rejected(String step, String reason) {
        return forward(step, new Outcome.Rejected(reason, "No " + step + "."));
    }

    static Told superseded(String step) {
        return forward(step, new Outcome.Superseded());
    }

    static Told noAnswer(String step) {
        return forward(step, unknown(Fault.Kind.TRANSIENT));
    }

    static Told invalid(String step) {
        return forward(step, unknown(Fault.Kind.PERMANENT));
    }

    static Told misconfigured(String step) {
        return forward(step, unknown(Fault.Kind.MISCONFIGURED));
    }

    static Told accepted(String step) {
        return forward(step, new Outcome.Accepted());
    }

    static Told undoAccepted(String step) {
        return back(step, new Outcome.Accepted());
    }

    static Told closedAsDone(String step) {
        return close(step, new Outcome.Confirmed(answerOf(step)));
    }

    static Told closedAsRefused(String step, String reason) {
        return close(step, new Outcome.Rejected(reason, "No " + step + "."));
    }

    static Told closedForGood(String step) {
        return close(step, new Outcome.Superseded());
    }

    static Told closeAccepted(String step) {
        return close(step, new Outcome.Accepted());
    }

    static Told closeUnanswered(String step) {
        return close(step, unknown(Fault.Kind.TRANSIENT));
    }

    static Told closeInvalid(String step) {
        return close(step, unknown(Fault.Kind.PERMANENT));
    }

    static Told undone(String step) {
        return back(step, new Outcome.Confirmed(Payload.empty()));
    }

    static Told undoneBefore(String step) {
        return back(step, new Outcome.Superseded());
    }

    static Told undoRejected(String step) {
        return back(step, new Outcome.Rejected("TOO_LATE", "No."));
    }

    static Told undoUnanswered(String step) {
        return back(step, unknown(Fault.Kind.TRANSIENT));
    }

    static Told undoInvalid(String step) {
        return back(step, unknown(Fault.Kind.PERMANENT));
    }

    static Told undoMisconfigured(String step) {
        return back(step, unknown(Fault.Kind.MISCONFIGURED));
    }

    /** What a step's participant answers when it did it. */
    static Payload answerOf(String step) {
        return Payload.of(("confirmation of " + step).getBytes(StandardCharsets.UTF_8));
    }

    Told toAttempt(int number) {
        return new Told(step, direction, number, outcome);
    }

    Signal in(Saga saga) {
        return new Signal.Answered(
                step, direction, attempt == 0 ? saga.step(step).attempt() : attempt, outcome);
    }

    private static Told forward(String step, Outcome outcome) {
        return new Told(step, Direction.FORWARD, 0, outcome);
    }

    private static Told back(String step, Outcome outcome) {
        return new Told(step, Direction.COMPENSATION, 0, outcome);
    }

    private static Told close(String step, Outcome outcome) {
        return new Told(step, Direction.CLOSE, 0, outcome);
    }

    private static Outcome unknown(Fault.Kind kind) {
        return new Outcome.Unknown(new Fault(kind, kind + " fault."));
    }
}
