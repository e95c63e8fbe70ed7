package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.runtime.AnswerCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A saga's history, for people: time, step, what happened, and what was done to the shop meanwhile. */
final class Timeline {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String FROM_OUTSIDE = "!";

    /** How a step's being done, and undone, is told. */
    private record Wording(String done, String undone) {}

    private static final Map<String, Wording> WORDINGS = Map.of(
            "order", new Wording("entered in the books", "called off"),
            "payment", new Wording("charged", "refunded"),
            "stock", new Wording("taken from the shelf", "put back"),
            "invoice", new Wording("written", "cancelled"),
            "delivery", new Wording("under way", "recalled"),
            "notice", new Wording("the customer knows", ""));

    private record Line(Instant at, String step, String what) {
        private String text() {
            return "  %s  %-8s  %s".formatted(TIME.format(at), step, what).stripTrailing();
        }
    }

    private Timeline() {}

    /** One line each, in order of time. */
    static List<String> of(List<SagaEvent> events, List<Intervention> interventions) {
        var told = events.stream().map(event -> new Line(event.at(), step(event), what(event)));
        var done = interventions.stream()
                .map(intervention -> new Line(intervention.at(), FROM_OUTSIDE, intervention.what()));
        return Stream.concat(told, done)
                .sorted(Comparator.comparing(Line::at))
                .map(Line::text)
                .toList();
    }

    private static String step(SagaEvent event) {
        return event instanceof SagaEvent.StepEvent about ? about.step() : "";
    }

    private static String what(SagaEvent event) {
        return switch (event) {
            case SagaEvent.SagaStarted e -> "accepted";
            case SagaEvent.StepStarted e -> "asked for" + attempt(e.attempt());
            case SagaEvent.StepSucceeded e -> WORDINGS.get(e.step()).done() + answer(e.answer());
            case SagaEvent.StepRejected e -> "refused: " + e.reason() + ", " + e.message();
            case SagaEvent.StepUnknown e -> "no answer: " + e.fault().message();
            case SagaEvent.StepAccepted e -> "taken up, to be answered later";
            case SagaEvent.CancelRequested e -> "someone asks for it to be undone: " + e.message();
            case SagaEvent.PivotClosing e -> "would turn back: " + reason(e.cause());
            case SagaEvent.StepCloseStarted e -> "asked to be settled" + attempt(e.attempt());
            case SagaEvent.StepCloseUnknown e ->
                "no answer to settling it: " + e.fault().message();
            case SagaEvent.StepClosed e -> "settled: it never will be";
            case SagaEvent.CompensationStarted e -> "TURNED BACK: " + reason(e.cause());
            case SagaEvent.StepCompensationStarted e -> "asked to be undone" + attempt(e.attempt());
            case SagaEvent.StepCompensated e -> WORDINGS.get(e.step()).undone();
            case SagaEvent.StepCompensationUnknown e ->
                "no answer to undoing it: " + e.fault().message();
            case SagaEvent.StepStuck e -> "stuck, and tried on";
            case SagaEvent.Adopted e -> "carried on by the " + e.node();
            case SagaEvent.SagaCompleted e -> "FULFILLED";
            case SagaEvent.SagaCompensated e -> "UNDONE";
            case SagaEvent.SagaClosed e -> "CLOSED by an operator";
            case SagaEvent.OperatorEvent e -> e.kind() + " by " + e.note();
        };
    }

    private static String reason(Cause cause) {
        return (cause.step() + " " + cause.reason()).strip();
    }

    private static String attempt(int number) {
        return number > 1 ? ", attempt " + number : "";
    }

    /** Every step of this shop answers in words. */
    private static String answer(Payload answer) {
        return answer.size() == 0 ? "" : ": " + AnswerCodec.TEXT.decode(answer);
    }
}
