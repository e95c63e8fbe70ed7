package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.SagaStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of run: how one call of a trip's saga comes out, on the way forward or back.
 *
 * @param direction whether it is the step's action or its compensation
 * @param step which step
 * @param answer how that call comes out; all others are confirmed
 * @param turn what turns the saga back, if it is not the call itself
 */
record Journey(Direction direction, String step, Answer answer, Turn turn) {
    static final List<String> STEPS = List.of("flight", "hotel", "car");

    /** How the call comes out. */
    enum Answer {
        CONFIRMED,
        REJECTED,
        SUPERSEDED,
        UNKNOWN_BUT_DONE,
        UNKNOWN_AND_NOT_DONE,
        PERMANENT_FAULT,
        NEVER
    }

    /** What turns the saga back. */
    enum Turn {
        NOTHING,
        REJECTION,
        CANCEL_AT_OWNER,
        CANCEL_ELSEWHERE,
        DEADLINE
    }

    /** Every step, every answer, forward, and backward whatever turned it. */
    static List<Journey> all() {
        var all = new ArrayList<Journey>();
        for (var step : STEPS) {
            for (var answer : Answer.values()) {
                all.add(new Journey(Direction.FORWARD, step, answer, Turn.NOTHING));
                for (var turn : Turn.values()) {
                    if (turn != Turn.NOTHING) {
                        all.add(new Journey(Direction.COMPENSATION, step, answer, turn));
                    }
                }
            }
        }
        return all;
    }

    /** How it must end, whoever stops when. */
    SagaStatus end() {
        if (turn != Turn.NOTHING) {
            return SagaStatus.COMPENSATED;
        }
        return switch (answer) {
            case CONFIRMED, UNKNOWN_BUT_DONE, UNKNOWN_AND_NOT_DONE -> SagaStatus.COMPLETED;
            case REJECTED, SUPERSEDED, PERMANENT_FAULT, NEVER -> SagaStatus.COMPENSATED;
        };
    }

    /** Whether the participant says a business no to this step. */
    boolean rejects(String candidate) {
        if (turn == Turn.REJECTION) {
            return candidate.equals(step.equals("hotel") ? "car" : "hotel");
        }
        return direction == Direction.FORWARD && answer == Answer.REJECTED && candidate.equals(step);
    }

    /** Whether someone who is not the saga cancels the step at its participant. */
    boolean isCancelledByOthers(String candidate) {
        return direction == Direction.FORWARD && answer == Answer.SUPERSEDED && candidate.equals(step);
    }

    /** Whether someone wants the trip undone while it runs. */
    boolean hasWish() {
        return turn == Turn.CANCEL_AT_OWNER || turn == Turn.CANCEL_ELSEWHERE;
    }

    @Override
    public String toString() {
        return (direction == Direction.FORWARD ? "do " : "undo ") + step + ": " + answer
                + (turn == Turn.NOTHING ? "" : " after " + turn);
    }
}
