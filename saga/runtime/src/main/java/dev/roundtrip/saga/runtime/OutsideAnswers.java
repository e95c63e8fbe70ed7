package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.OutsideWorld;
import dev.roundtrip.saga.core.Ruling;
import dev.roundtrip.saga.core.Signal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Brings an answer that didn't come as a call's reply to where it is heeded: to the saga itself when this node carries it on,
 * and else into its history. Lives on the loop.
 */
final class OutsideAnswers {
    private final Surroundings surroundings;
    private final Intake intake;
    private final Function<UUID, Optional<LiveSaga<?>>> held;
    private final Duration trusted;

    /**
     * What makes an answer moot may be known here and nowhere else yet; or nowhere else any more, if someone has taken the saga over.
     *
     * @param trusted for how long after it has heard of the journal a saga is taken to be this node's
     */
    OutsideAnswers(
            Surroundings surroundings, Intake intake, Function<UUID, Optional<LiveSaga<?>>> held, Duration trusted) {
        this.trusted = trusted;
        this.surroundings = surroundings;
        this.intake = intake;
        this.held = held;
    }

    Uni<Answered> answer(UUID sagaId, String step, Direction direction, Outcome outcome) {
        return Tries.until(surroundings, Answered.TRY_AGAIN, () -> held.apply(sagaId)
                .filter(saga -> !surroundings.stopping())
                .map(saga -> here(saga, step, direction, outcome))
                .orElseGet(() -> elsewhere(sagaId, step, direction, outcome)));
    }

    private Uni<Answered> here(LiveSaga<?> saga, String step, Direction direction, Outcome outcome) {
        if (!saga.heeds()) {
            return Tries.waiting(surroundings, Answered.TRY_AGAIN);
        }
        var now = surroundings.loop().now();
        return switch (OutsideWorld.answer(saga.saga(), step, direction, outcome, now)) {
            case Ruling.Recorded recorded -> {
                int attempt = saga.saga().step(step).attempt();
                saga.signal(new Signal.Answered(step, direction, attempt, outcome));
                yield onceCommitted(saga, Answered.TAKEN);
            }
            case Ruling.Moot moot ->
                onceCommitted(saga, Answered.NOT_AWAITED)
                        .chain(answered ->
                                answered == Answered.NOT_AWAITED && !saga.isKnownToBeOursSince(now.minus(trusted))
                                        ? elsewhere(saga.id(), step, direction, outcome)
                                        : Uni.createFrom().item(answered));
            case Ruling.Refused refused -> Uni.createFrom().item(Answered.NOT_YET);
        };
    }

    private static Uni<Answered> onceCommitted(LiveSaga<?> saga, Answered answered) {
        return saga.whenCommitted()
                .replaceWith(answered)
                .onFailure(NoLongerHere.class)
                .recoverWithItem(Answered.TRY_AGAIN);
    }

    private Uni<Answered> elsewhere(UUID sagaId, String step, Direction direction, Outcome outcome) {
        return intake.record(
                        sagaId,
                        saga -> OutsideWorld.answer(
                                saga,
                                step,
                                direction,
                                outcome,
                                surroundings.loop().now()))
                .map(result -> switch (result) {
                    case Intake.Result.Recorded recorded -> Answered.TAKEN;
                    case Intake.Result.Moot moot -> Answered.NOT_AWAITED;
                    case Intake.Result.Refused refused -> Answered.NOT_YET;
                    case Intake.Result.NoSuchSaga none -> Answered.NO_SUCH_SAGA;
                    case Intake.Result.Quarantined quarantined -> Answered.TRY_AGAIN;
                    case Intake.Result.UnknownVersion unknown -> Answered.TRY_AGAIN;
                    case Intake.Result.Overtaken overtaken -> Answered.TRY_AGAIN;
                });
    }
}
