package dev.roundtrip.saga.core;

import java.time.Instant;
import java.util.Optional;

/**
 * The attempts at one step, in the direction it is going.
 *
 * @param last the number of the last one; 0 before the first
 * @param forgiven how many of them are not held against the step, because it was given a fresh start
 * @param firstAt when the first of those that count began
 * @param nextAt when the next one is due; empty when one is under way or none is wanted
 * @param stuck whether what must succeed has failed for longer than is usual
 * @param quiet whether that is on record, so that further attempts need not be
 * @param takenUp how often the participant said that its answer comes later, since the step was last given a fresh start
 */
public record Attempts(
        int last,
        int forgiven,
        Optional<Instant> firstAt,
        Optional<Instant> nextAt,
        boolean stuck,
        boolean quiet,
        int takenUp) {
    /** So many times it is put on record that an answer comes later; an answer may be awaited for longer than a history may grow. */
    static final int TAKEN_UP_ON_RECORD = 10;

    static final Attempts NONE = new Attempts(0, 0, Optional.empty(), Optional.empty(), false, false, 0);

    /** How many are held against the step. */
    public int counted() {
        return last - forgiven;
    }

    /** Whether one is out and nothing has been heard of it. */
    public boolean unanswered() {
        return last > 0 && nextAt.isEmpty();
    }

    /** Whether enough is on record of an answer that comes later. */
    boolean takenUpOften() {
        return takenUp >= TAKEN_UP_ON_RECORD;
    }

    boolean due(Instant now) {
        return nextAt.isPresent() && !nextAt.get().isAfter(now);
    }

    Attempts begun(int number, Instant at) {
        return new Attempts(number, forgiven, Optional.of(firstAt.orElse(at)), Optional.empty(), stuck, quiet, takenUp);
    }

    Attempts failedUntil(Instant due) {
        return new Attempts(last, forgiven, firstAt, Optional.of(due), stuck, stuck || takenUpOften(), takenUp);
    }

    /** None of them counts any more; the next one is at {@code due}. */
    Attempts forgivenUntil(Instant due) {
        return new Attempts(last, last, Optional.empty(), Optional.of(due), false, false, 0);
    }

    /**
     * None of them counts any more; the next one is at {@code due}. The attempts before this one may have been off the record. What
     * showed as stuck doesn't any more, unless that was because the answer has been promised often enough.
     */
    Attempts acceptedUntil(int attempt, Instant due) {
        boolean often = takenUp + 1 >= TAKEN_UP_ON_RECORD;
        return new Attempts(attempt, attempt, Optional.empty(), Optional.of(due), stuck && often, often, takenUp + 1);
    }

    Attempts showingStuck() {
        return new Attempts(last, forgiven, firstAt, nextAt, true, true, takenUp);
    }

    Attempts over() {
        return new Attempts(last, forgiven, firstAt, Optional.empty(), false, false, takenUp);
    }

    /** Whoever waited for the answer is gone; the new owner asks at once, and puts on record once what it hears. */
    Attempts adopted(Instant at) {
        return new Attempts(last, forgiven, firstAt, unanswered() ? Optional.of(at) : nextAt, stuck, false, takenUp);
    }

    /** As {@link #adopted}; and that nobody was there to hear an answer is not held against the step. */
    Attempts adoptedAfresh(Instant at) {
        var adopted = adopted(at);
        return new Attempts(last, last, Optional.empty(), adopted.nextAt, stuck, false, takenUp);
    }
}
