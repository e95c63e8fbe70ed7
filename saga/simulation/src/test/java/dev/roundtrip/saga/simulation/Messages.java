package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.testkit.World;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How participants bring answers that are not replies: as from a queue, to any process, late, in any order, more than once, and
 * again until it was heard.
 */
final class Messages {
    private final World.Node queue;
    private final Chance chance;
    private final Weather weather;
    private final Trace trace;
    private final Promises promises;
    private final Supplier<List<Process>> open;

    Messages(
            World world, Chance chance, Weather weather, Trace trace, Promises promises, Supplier<List<Process>> open) {
        this.queue = world.node();
        this.chance = chance;
        this.weather = weather;
        this.trace = trace;
        this.promises = promises;
        this.open = open;
    }

    private record Message(Direction direction, StepCall<Order> call, Outcome outcome) {}

    /** Whether this answer comes by a message instead of as the call's reply. */
    boolean isAnsweredLater(Direction direction, StepCall<Order> call, Outcome outcome) {
        boolean mayBe =
                switch (outcome) {
                    case Outcome.Confirmed confirmed -> direction != Direction.CLOSE;
                    case Outcome.Rejected rejected -> direction == Direction.FORWARD;
                    case Outcome.Superseded superseded -> false;
                    case Outcome.Accepted accepted -> false;
                    case Outcome.Unknown unknown -> false;
                };
        boolean isLater = mayBe && weather.answersLater();
        if (isLater) {
            bring(new Message(direction, call, outcome));
            if (chance.oneIn(4)) {
                bring(new Message(direction, call, outcome));
            }
        }
        return isLater;
    }

    private void bring(Message message) {
        queue.schedule(chance.between(Duration.ofMillis(10), Duration.ofSeconds(6)), () -> deliver(message));
    }

    private void deliver(Message message) {
        var processes = open.get();
        if (processes.isEmpty()) {
            bring(message);
            return;
        }
        var process = chance.pick(processes);
        var call = message.call();
        trace.note(() -> process + " is brought " + message.outcome() + " of " + call.step() + " of " + call.sagaId());
        var again = queue.schedule(Duration.ofSeconds(10), () -> bring(message));
        process.node().execute(() -> process.engine()
                .answer(call.sagaId(), call.step(), message.direction(), message.outcome())
                .subscribe()
                .with(
                        answered -> {
                            promises.answered(call.sagaId(), call.step(), answered);
                            if (answered != Answered.TRY_AGAIN) {
                                again.cancel();
                            }
                        },
                        failure -> trace.note(() -> "it was not heard: " + failure)));
    }
}
