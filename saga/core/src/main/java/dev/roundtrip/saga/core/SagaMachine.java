package dev.roundtrip.saga.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/**
 * Decides what a saga does next: the one place where decisions are made, for running and for recovery alike. Pure and
 * total: the same saga, signal and instant give the same decision, and every signal gets one.
 */
public final class SagaMachine {
    private SagaMachine() {}

    /**
     * Starts a saga.
     *
     * @param skipped the steps that the request has no need of
     * @param now the time, by the caller's clock; kept to the microsecond
     * @throws IllegalArgumentException when {@code skipped} names a step that the definition doesn't have, or can't do
     *     without
     */
    public static Decision start(UUID id, Definition definition, Payload request, Set<String> skipped, Instant now) {
        for (var step : skipped) {
            if (!definition.canDoWithout(step)) {
                throw new IllegalArgumentException(definition.name() + " can't do without step " + step);
            }
        }
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var deadline = at.plus(definition.deadline()).truncatedTo(ChronoUnit.MICROS);
        var started = new SagaEvent.SagaStarted(at, request, skipped, deadline);
        var deliberation = new Deliberation(Saga.begin(id, definition, started), started, at);
        deliberation.advance();
        return deliberation.decision();
    }

    /**
     * Decides upon a signal. A signal that comes too late, or a second time, gives a decision without events.
     *
     * @param now the time, by the caller's clock; kept to the microsecond
     * @throws IllegalArgumentException when the signal names a step that the definition doesn't have
     */
    public static Decision decide(Saga saga, Signal signal, Instant now) {
        var deliberation = new Deliberation(saga, now.truncatedTo(ChronoUnit.MICROS));
        if (!saga.status().isFinal()) {
            switch (signal) {
                case Signal.Answered answered -> deliberation.answered(answered);
                case Signal.TimePassed passed -> {}
                case Signal.Cancel cancel -> deliberation.cancel(cancel);
                case Signal.Adopt adopt -> deliberation.adopt(adopt);
            }
            deliberation.advance();
        }
        return deliberation.decision();
    }
}
