package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One kind of run: how one call of a saga comes out.
 *
 * @param shape which saga
 * @param direction whether it is the step's action, its compensation or its close
 * @param step which step
 * @param answer how that call comes out; all others are confirmed
 * @param turn what turns the saga back, if it is not the call itself
 */
record Journey(Shape shape, Direction direction, String step, Answer answer, Turn turn) {

    /** The sagas that are played. */
    enum Shape {
        /** A flight, and then a hotel and a car at once; all can be undone. */
        TRIP(List.of("flight", "hotel", "car"), "hotel"),
        /** A payment that can be undone, the delivery, of which there is no way back, and thanks, which must succeed. */
        ORDER(List.of("payment", "delivery", "thanks"), "delivery");

        private final List<String> steps;
        private final String middle;

        Shape(List<String> steps, String middle) {
            this.steps = steps;
            this.middle = middle;
        }

        List<String> steps() {
            return steps;
        }

        /** The step during which people change their minds. */
        String middle() {
            return middle;
        }
    }

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

    /** Every step, every answer; forward, and on the ways out whatever made the saga take them. */
    static List<Journey> all() {
        var all = new ArrayList<Journey>();
        for (var shape : Shape.values()) {
            shape.steps().forEach(step -> add(all, shape, Direction.FORWARD, step, EnumSet.of(Turn.NOTHING)));
        }
        var turns = EnumSet.complementOf(EnumSet.of(Turn.NOTHING));
        Shape.TRIP.steps().forEach(step -> add(all, Shape.TRIP, Direction.COMPENSATION, step, turns));
        add(all, Shape.ORDER, Direction.COMPENSATION, "payment", EnumSet.of(Turn.REJECTION));
        turns.remove(Turn.REJECTION);
        add(all, Shape.ORDER, Direction.CLOSE, "delivery", turns);
        return all;
    }

    private static void add(List<Journey> all, Shape shape, Direction direction, String step, Set<Turn> turns) {
        for (var turn : turns) {
            for (var answer : Answer.values()) {
                all.add(new Journey(shape, direction, step, answer, turn));
            }
        }
    }

    boolean isAbout(Direction candidate, String candidateStep) {
        return direction == candidate && step.equals(candidateStep);
    }

    /** Whether the step must succeed in the end, so that nothing that goes wrong with it lasts. */
    boolean isRetriable() {
        return direction == Direction.FORWARD && step.equals("thanks");
    }

    /** How it must end. */
    SagaStatus end() {
        boolean completed =
                switch (direction) {
                    case FORWARD -> isRetriable() || isDoneInTheEnd();
                    case COMPENSATION -> false;
                    case CLOSE -> isDeliveredUnheard() && answer != Answer.REJECTED;
                };
        return completed ? SagaStatus.COMPLETED : SagaStatus.COMPENSATED;
    }

    private boolean isDoneInTheEnd() {
        return switch (answer) {
            case CONFIRMED, UNKNOWN_BUT_DONE, UNKNOWN_AND_NOT_DONE -> true;
            case REJECTED, SUPERSEDED, PERMANENT_FAULT -> false;
            // What can't be undone is closed, and the close tells that it was done.
            case NEVER -> step.equals("delivery");
        };
    }

    /** What the history tells of the call when nobody is struck: that it came out as it was to. */
    SagaEvent.Kind sign() {
        return switch (direction) {
            case FORWARD -> forwardSign();
            case COMPENSATION ->
                switch (answer) {
                    case CONFIRMED, SUPERSEDED -> SagaEvent.Kind.STEP_COMPENSATED;
                    case REJECTED, UNKNOWN_BUT_DONE, UNKNOWN_AND_NOT_DONE, PERMANENT_FAULT, NEVER ->
                        SagaEvent.Kind.STEP_COMPENSATION_UNKNOWN;
                };
            case CLOSE ->
                switch (answer) {
                    case CONFIRMED -> SagaEvent.Kind.STEP_SUCCEEDED;
                    case REJECTED -> SagaEvent.Kind.STEP_REJECTED;
                    case SUPERSEDED -> SagaEvent.Kind.STEP_CLOSED;
                    case UNKNOWN_BUT_DONE, UNKNOWN_AND_NOT_DONE, PERMANENT_FAULT, NEVER ->
                        SagaEvent.Kind.STEP_CLOSE_UNKNOWN;
                };
        };
    }

    private SagaEvent.Kind forwardSign() {
        return switch (answer) {
            case CONFIRMED -> SagaEvent.Kind.STEP_SUCCEEDED;
            case REJECTED -> isRetriable() ? SagaEvent.Kind.STEP_STUCK : SagaEvent.Kind.STEP_REJECTED;
            case SUPERSEDED -> {
                if (isRetriable()) {
                    yield SagaEvent.Kind.STEP_STUCK;
                }
                yield step.equals("delivery") ? SagaEvent.Kind.STEP_CLOSED : SagaEvent.Kind.STEP_COMPENSATION_STARTED;
            }
            case UNKNOWN_BUT_DONE, UNKNOWN_AND_NOT_DONE, PERMANENT_FAULT, NEVER -> SagaEvent.Kind.STEP_UNKNOWN;
        };
    }

    /** Whether it can end either way when someone is struck: as it hangs on whether delivery or close arrives first. */
    boolean canEndEitherWay() {
        return direction == Direction.CLOSE;
    }

    /** On a journey to a close nobody hears of the delivery; this is whether it arrives. */
    boolean isDeliveredUnheard() {
        return direction == Direction.CLOSE
                && switch (answer) {
                    case CONFIRMED, REJECTED, UNKNOWN_AND_NOT_DONE, PERMANENT_FAULT -> true;
                    case SUPERSEDED, UNKNOWN_BUT_DONE, NEVER -> false;
                };
    }

    /** Whether the participant says a business no to this step. */
    boolean rejects(String candidate) {
        if (turn == Turn.REJECTION) {
            return candidate.equals(step.equals("hotel") ? "car" : shape.middle());
        }
        boolean lasting = direction == Direction.CLOSE || (direction == Direction.FORWARD && !isRetriable());
        return lasting && answer == Answer.REJECTED && candidate.equals(step);
    }

    /** Whether someone who is not the saga cancels the step at its participant. */
    boolean isCancelledByOthers(String candidate) {
        return direction == Direction.FORWARD && answer == Answer.SUPERSEDED && candidate.equals(step);
    }

    /** Whether someone wants the saga undone while it runs. */
    boolean hasWish() {
        return turn == Turn.CANCEL_AT_OWNER || turn == Turn.CANCEL_ELSEWHERE;
    }

    @Override
    public String toString() {
        return shape + ", " + direction + " " + step + ": " + answer + (turn == Turn.NOTHING ? "" : " after " + turn);
    }
}
