package dev.roundtrip.saga.core;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Rules upon what comes from others than a saga's owner: they may put a fact into its history, and leave it to the owner to
 * decide what follows. Pure, as the machine is.
 */
public final class OutsideWorld {
    private OutsideWorld() {}

    /** A wish to have the saga undone. */
    public static Ruling wish(Saga saga, Signal.Cancel cancel, Instant now) {
        if (saga.pivotPassed()) {
            return new Ruling.Refused("It is past its point of no return.");
        }
        return switch (saga.status()) {
            case COMPLETED -> new Ruling.Refused("It is completed.");
            case CLOSED_BY_OPERATOR -> new Ruling.Refused("It was closed by an operator.");
            case COMPENSATING, COMPENSATED -> new Ruling.Moot();
            case RUNNING ->
                saga.cancelRequest().isPresent()
                        ? new Ruling.Moot()
                        : new Ruling.Recorded(new SagaEvent.CancelRequested(micros(now), cancel.message()));
        };
    }

    /**
     * An answer to an attempt that came by another way than as its reply. Once per step and direction: whatever comes later
     * is moot. What comes before the attempt is on record is refused: it is to be brought again.
     *
     * @throws IllegalArgumentException for an outcome that settles nothing, or a step that the definition doesn't have
     */
    public static Ruling answer(Saga saga, String step, Direction direction, Outcome outcome, Instant now) {
        var state = saga.step(step);
        boolean askedFor =
                switch (direction) {
                    case FORWARD -> state.status() == StepStatus.RUNNING;
                    case COMPENSATION -> state.status() == StepStatus.COMPENSATING && state.attempt() > 0;
                    case CLOSE -> throw new IllegalArgumentException("a close is answered by its reply alone");
                };
        if (saga.status().isFinal() || !askedFor) {
            return mayBeAskedFor(saga, state, direction)
                    ? new Ruling.Refused("That step " + step + " was asked for is not on record yet.")
                    : new Ruling.Moot();
        }
        return new Ruling.Recorded(
                switch (outcome) {
                    case Outcome.Confirmed confirmed ->
                        direction == Direction.FORWARD
                                ? new SagaEvent.StepSucceeded(micros(now), step, confirmed.answer())
                                : new SagaEvent.StepCompensated(micros(now), step);
                    case Outcome.Rejected rejected
                    when mayRefuse(saga, step, direction) ->
                        new SagaEvent.StepRejected(micros(now), step, rejected.reason(), rejected.message());
                    case Outcome.Rejected rejected ->
                        throw new IllegalArgumentException(
                                "step " + step + " can't be refused: it is tried until it succeeds");
                    case Outcome.Superseded superseded -> throw unsettled(superseded);
                    case Outcome.Accepted accepted -> throw unsettled(accepted);
                    case Outcome.Unknown unknown -> throw unsettled(unknown);
                });
    }

    /** Attempts are recorded a little after they are made. */
    private static boolean mayBeAskedFor(Saga saga, StepState state, Direction direction) {
        return switch (direction) {
            case FORWARD -> saga.status() == SagaStatus.RUNNING && state.status() == StepStatus.PENDING;
            case COMPENSATION -> state.status() == StepStatus.COMPENSATING;
            case CLOSE -> false;
        };
    }

    private static boolean mayRefuse(Saga saga, String step, Direction direction) {
        return direction == Direction.FORWARD && saga.definition().step(step).kind() != StepKind.RETRIABLE;
    }

    private static IllegalArgumentException unsettled(Outcome outcome) {
        return new IllegalArgumentException("an answer from outside is Confirmed or Rejected, not " + outcome);
    }

    /** An operator's command. */
    public static Ruling command(Saga saga, OperatorCommand command, OperatorNote note, Instant now) {
        if (saga.status().isFinal()) {
            return new Ruling.Refused("It is " + saga.status() + ", which is final.");
        }
        var at = micros(now);
        return switch (command) {
            case OperatorCommand.Pause pause ->
                saga.pausedAt().isPresent()
                        ? new Ruling.Moot()
                        : new Ruling.Recorded(new SagaEvent.SagaPaused(at, note));
            case OperatorCommand.Resume resume ->
                saga.pausedAt()
                        .<Ruling>map(since ->
                                new Ruling.Recorded(new SagaEvent.SagaResumed(at, note, laterBy(saga, since, at))))
                        .orElseGet(Ruling.Moot::new);
            case OperatorCommand.RetryStep retry -> retry(saga, retry, note, at);
            case OperatorCommand.MarkStepDone done -> done(saga, done, note, at);
            case OperatorCommand.ForceCompensation force -> force(saga, note, at);
        };
    }

    /** Clocks of two nodes may differ: a pause never takes time away. */
    private static Instant laterBy(Saga saga, Instant since, Instant now) {
        return now.isAfter(since) ? saga.deadline().plus(Duration.between(since, now)) : saga.deadline();
    }

    private static Ruling retry(Saga saga, OperatorCommand.RetryStep retry, OperatorNote note, Instant now) {
        var refused = notUnderWay(saga, retry.step());
        if (refused.isPresent()) {
            return refused.get();
        }
        var deadline = now.plus(saga.definition().deadline()).truncatedTo(ChronoUnit.MICROS);
        var later = deadline.isAfter(saga.deadline()) ? deadline : saga.deadline();
        return new Ruling.Recorded(new SagaEvent.StepRetried(now, retry.step(), note, later));
    }

    private static Ruling done(Saga saga, OperatorCommand.MarkStepDone done, OperatorNote note, Instant now) {
        return notUnderWay(saga, done.step())
                .orElseGet(
                        () -> new Ruling.Recorded(new SagaEvent.StepDoneByHand(now, done.step(), note, done.answer())));
    }

    private static Optional<Ruling> notUnderWay(Saga saga, String step) {
        var state = saga.step(step);
        boolean underWay =
                switch (state.status()) {
                    case RUNNING -> true;
                    // What depends on it comes first.
                    case COMPENSATING -> state.attempt() > 0;
                    case PENDING, SUCCEEDED, REJECTED, COMPENSATED, SKIPPED -> false;
                };
        return underWay
                ? Optional.empty()
                : Optional.of(new Ruling.Refused("Step " + step + " is " + state.status()
                        + (state.status() == StepStatus.COMPENSATING ? " and its turn has not come." : ".")));
    }

    private static Ruling force(Saga saga, OperatorNote note, Instant now) {
        if (saga.pivotPassed()) {
            return new Ruling.Refused("It is past its point of no return.");
        }
        boolean moot = saga.status() == SagaStatus.COMPENSATING || saga.force().isPresent();
        return moot ? new Ruling.Moot() : new Ruling.Recorded(new SagaEvent.CompensationForced(now, note));
    }

    /** As every time in an event: what is stored and what is in memory must be the same. */
    private static Instant micros(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS);
    }
}
