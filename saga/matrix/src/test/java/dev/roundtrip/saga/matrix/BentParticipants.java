package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Participants with the barrier, who take their time, and the one call that a journey is about coming out as it says. Each
 * takes another time, and longer than facts may stay unwritten, so that some are written behind.
 */
final class BentParticipants {
    /** When the journey's call comes out as it says only for a while: so often. */
    private static final int SILENCES = 2;

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONGER = Duration.ofMillis(150);
    private static final Map<String, Duration> DELAYS = Map.of(
            "flight",
            SHORT,
            "hotel",
            LONGER,
            "car",
            Duration.ofMillis(250),
            "payment",
            SHORT,
            "delivery",
            LONGER,
            "thanks",
            SHORT);
    private static final Map<String, Duration> UNDO_DELAYS =
            Map.of("flight", SHORT, "hotel", Duration.ofMillis(200), "car", SHORT, "payment", SHORT);

    private final Journey journey;
    private final boolean barrier;
    private final World.Node network;
    private final Participants participants;
    private int calls;

    /** {@code barrier}: whether they know a request that arrives late for what it is. */
    BentParticipants(Journey journey, World world, boolean barrier) {
        this.barrier = barrier;
        this.journey = journey;
        this.network = world.node();
        this.participants = new Participants(world);
        for (var step : journey.shape().steps()) {
            var script = journey.rejects(step)
                    ? Script.rejects("SOLD_OUT", "No " + step + " is left.")
                    : Script.confirms(Payload.of(step.getBytes()));
            participants.given(step, script.late(delay(step)));
            participants.givenUndoing(step, Script.confirms().late(UNDO_DELAYS.getOrDefault(step, SHORT)));
        }
    }

    /** What nobody hears of has arrived before anyone closes it. */
    private Duration delay(String step) {
        return journey.direction() == Direction.CLOSE && step.equals("delivery")
                ? Duration.ofMillis(60)
                : DELAYS.get(step);
    }

    /** The call as the journey has it come out. */
    Action<String> action(Direction direction) {
        var honest = honest(direction);
        return call -> {
            if (journey.isAbout(direction, call.step())) {
                return bent(honest, call, ++calls);
            }
            boolean unheard = journey.direction() == Direction.CLOSE
                    && direction == Direction.FORWARD
                    && call.step().equals(journey.step());
            if (unheard) {
                return journey.isDeliveredUnheard()
                        ? silenced(honest.call(call))
                        : Uni.createFrom().nothing();
            }
            return honest.call(call);
        };
    }

    private Action<String> honest(Direction direction) {
        var action = participants.<String>play(direction);
        // Scripts have their delays; a close has none.
        return direction == Direction.CLOSE
                ? call -> Uni.createFrom()
                        .emitter(emitter -> network.schedule(
                                SHORT, () -> action.call(call).subscribe().with(emitter::complete, emitter::fail)))
                : action;
    }

    private static Uni<Outcome> silenced(Uni<Outcome> call) {
        return call.onItem().transformToUni(unheard -> Uni.createFrom().nothing());
    }

    private Uni<Outcome> bent(Action<String> honest, StepCall<String> call, int number) {
        boolean first = number == 1;
        boolean lasts = journey.direction() == Direction.FORWARD && !journey.isRetriable();
        return switch (journey.answer()) {
            case CONFIRMED -> honest.call(call);
            case REJECTED ->
                journey.rejects(call.step()) || !first
                        ? honest.call(call)
                        : later(new Outcome.Rejected("NOT_NOW", "It can't be done now."));
            case SUPERSEDED -> first ? superseded(honest, call) : honest.call(call);
            case UNKNOWN_BUT_DONE ->
                first ? honest.call(call).replaceWith(unknown(Fault.Kind.TRANSIENT)) : honest.call(call);
            case UNKNOWN_AND_NOT_DONE -> first ? later(unknown(Fault.Kind.TRANSIENT)) : honest.call(call);
            case PERMANENT_FAULT -> lasts || first ? later(unknown(Fault.Kind.PERMANENT)) : honest.call(call);
            case NEVER -> lasts || number <= SILENCES ? silenced(honest.call(call)) : honest.call(call);
        };
    }

    private Uni<Outcome> superseded(Action<String> honest, StepCall<String> call) {
        return switch (journey.direction()) {
            case FORWARD ->
                journey.isRetriable()
                        ? later(new Outcome.Superseded())
                        : cancelledByOthers(call).chain(done -> honest.call(call));
            case COMPENSATION -> honest.call(call).replaceWith(new Outcome.Superseded());
            case CLOSE -> honest.call(call);
        };
    }

    private Uni<Outcome> cancelledByOthers(StepCall<String> call) {
        var way = call.step().equals("delivery") ? Direction.CLOSE : Direction.COMPENSATION;
        return participants.<String>play(way).call(call);
    }

    private Uni<Outcome> later(Outcome outcome) {
        return Uni.createFrom().emitter(emitter -> network.schedule(SHORT, () -> emitter.complete(outcome)));
    }

    private static Outcome unknown(Fault.Kind kind) {
        return new Outcome.Unknown(new Fault(kind, "It went wrong."));
    }

    /** Has a request that was on the wire all that time arrive. */
    void arriveLate(Duration delay, Action<String> action, StepCall<String> call) {
        network.schedule(delay, () -> action.call(barrier ? call : withAKeyThatNobodyKnows(call))
                .subscribe()
                .with(unheard -> {}));
    }

    private static StepCall<String> withAKeyThatNobodyKnows(StepCall<String> call) {
        return new StepCall<>(UUID.randomUUID(), call.step(), call.request(), call.attempt(), call.deadline());
    }

    /** Does something a little later, whoever stops meanwhile. */
    void later(Duration delay, Runnable task) {
        network.schedule(delay, task);
    }

    void redeliverEveryRequest() {
        participants.redeliverEveryRequest();
    }

    List<String> active() {
        return participants.active().stream().sorted().toList();
    }

    /** The steps in the order in which they were first cancelled, but for one that someone else cancelled. */
    List<String> firstCancels() {
        return participants.firstCancels().stream()
                .filter(step -> !journey.isCancelledByOthers(step))
                .toList();
    }
}
