package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.OutsideWorld;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.Signal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Brings a wish to have a saga undone to where it is heeded: to the saga itself when this node carries it on, and else into its
 * history, where its owner finds it. Lives on the loop.
 */
final class Cancellation {
    private final Surroundings surroundings;
    private final Intake intake;
    private final Function<UUID, Optional<LiveSaga<?>>> held;

    Cancellation(Surroundings surroundings, Intake intake, Function<UUID, Optional<LiveSaga<?>>> held) {
        this.surroundings = surroundings;
        this.intake = intake;
        this.held = held;
    }

    Uni<Cancelled> cancel(UUID sagaId, Signal.Cancel wish) {
        return Tries.until(surroundings, Cancelled.TRY_AGAIN, () -> held.apply(sagaId)
                .filter(saga -> !surroundings.stopping())
                .map(saga -> here(saga, wish))
                .orElseGet(() -> elsewhere(sagaId, wish)));
    }

    private Uni<Cancelled> here(LiveSaga<?> saga, Signal.Cancel wish) {
        if (!saga.heeds()) {
            return Tries.waiting(surroundings, Cancelled.TRY_AGAIN);
        }
        saga.signal(wish);
        return saga.whenCommitted()
                .replaceWith(() -> standing(saga.saga()))
                .onFailure(NoLongerHere.class)
                .recoverWithItem(Cancelled.TRY_AGAIN);
    }

    private Uni<Cancelled> elsewhere(UUID sagaId, Signal.Cancel wish) {
        return intake.record(
                        sagaId,
                        saga -> OutsideWorld.wish(
                                saga, wish, surroundings.loop().now()))
                .map(result -> switch (result) {
                    case Intake.Result.Recorded recorded -> standing(recorded.after());
                    case Intake.Result.Moot moot -> standing(moot.saga());
                    case Intake.Result.Refused refused -> standing(refused.saga());
                    case Intake.Result.NoSuchSaga none -> Cancelled.NO_SUCH_SAGA;
                    case Intake.Result.Quarantined quarantined -> standing(quarantined);
                    case Intake.Result.UnknownVersion unknown -> Cancelled.TRY_AGAIN;
                    case Intake.Result.Overtaken overtaken -> Cancelled.TRY_AGAIN;
                });
    }

    /** One that had turned goes on being undone once it goes on; one whose version nobody knows, by itself. */
    private static Cancelled standing(Intake.Result.Quarantined quarantined) {
        if (quarantined.status() == SagaStatus.COMPENSATING) {
            return Cancelled.WILL_BE_UNDONE;
        }
        return quarantined.knownHere() ? Cancelled.QUARANTINED : Cancelled.TRY_AGAIN;
    }

    /** How a wish stands with a saga that has heard it. */
    private static Cancelled standing(Saga saga) {
        return switch (saga.status()) {
            case COMPENSATING, COMPENSATED -> Cancelled.WILL_BE_UNDONE;
            case COMPLETED -> Cancelled.ALREADY_COMPLETED;
            case CLOSED_BY_OPERATOR -> Cancelled.CLOSED_BY_OPERATOR;
            case RUNNING -> {
                if (saga.pivotPassed()) {
                    yield Cancelled.PIVOT_PASSED;
                }
                yield saga.pivotUndecided() ? Cancelled.UNLESS_PIVOT_PASSED : Cancelled.WILL_BE_UNDONE;
            }
        };
    }
}
