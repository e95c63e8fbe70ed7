package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a saga's state says, as lines that stay comparable whatever later releases add to it: what they add is
 * said only where there is something to say.
 */
final class SagaText {
    private SagaText() {}

    static List<String> of(Saga saga) {
        var lines = new ArrayList<String>();
        lines.add("saga: " + saga.id() + " " + saga.definition());
        lines.add("status: " + saga.status() + " at " + saga.sequence());
        lines.add("request: " + hex(saga.request()));
        lines.add("started: " + saga.startedAt() + ", deadline " + saga.deadline() + ", ended " + at(saga.endedAt()));
        lines.add("adopted: " + saga.adopted());
        lines.add("cancel request: " + saga.cancelRequest().orElse("none"));
        saga.pausedAt().ifPresent(since -> lines.add("paused: " + since));
        lines.add("cause: "
                + saga.cause()
                        .map(cause -> "'" + cause.step() + "' " + cause.reason() + " '" + cause.message() + "'")
                        .orElse("none"));
        saga.steps()
                .forEach((name, step) -> lines.add("step " + name + ": " + step.status() + ", attempt " + step.attempt()
                        + ", first " + at(step.attempts().firstAt()) + ", next "
                        + at(step.attempts().nextAt())
                        + (step.stuck() ? ", stuck" : "") + (step.byHand() ? ", by hand" : "") + ", answer "
                        + hex(step.answer())));
        return lines;
    }

    private static String at(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("never");
    }

    private static String hex(Payload payload) {
        return payload.size() == 0 ? "empty" : HexFormat.of().formatHex(payload.bytes());
    }
}
