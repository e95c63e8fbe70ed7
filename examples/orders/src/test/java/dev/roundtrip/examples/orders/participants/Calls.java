package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.examples.orders.Steps;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.runtime.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The calls that one saga would make, for tests that make them by hand. */
record Calls(UUID sagaId, Order order) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2030-06-12T08:00:00Z");

    static Calls of(Order order) {
        return new Calls(UUID.randomUUID(), order);
    }

    StepCall<Order> call(StepKey<?> step) {
        return new StepCall<>(sagaId, step.name(), order, 1, LIMIT);
    }

    /** What a step is told of a payment and an invoice that came before it. */
    Answers papers(StepKey<?> step) {
        var paid = Steps.PAYMENT.confirmed(new Steps.Receipt("R-1"));
        var billed = Steps.INVOICE.confirmed(new Steps.InvoiceNumber("I-1"));
        var sent = Steps.DELIVERY.confirmed(new Steps.Tracking("T-1"));
        var definition = SagaBlueprint.named("papers", 1, new OrderCodec())
                .step(Steps.PAYMENT.name(), call -> Uni.createFrom().item(paid))
                .undoneBy(call -> Uni.createFrom().item(paid))
                .step(Steps.INVOICE.name(), call -> Uni.createFrom().item(billed))
                .undoneBy(call -> Uni.createFrom().item(billed))
                .after(Steps.PAYMENT)
                .pivot(Steps.DELIVERY.name(), call -> Uni.createFrom().item(sent))
                .closedBy(call -> Uni.createFrom().item(sent))
                .after(Steps.INVOICE)
                .retriable(Steps.NOTICE.name(), call -> Uni.createFrom().item(sent))
                .after(Steps.DELIVERY)
                .build()
                .definition();
        var saga = Saga.replay(
                sagaId,
                definition,
                List.of(
                        new SagaEvent.SagaStarted(AT, Payload.empty(), Set.of(), AT.plus(LIMIT)),
                        new SagaEvent.StepStarted(AT, Steps.PAYMENT.name(), 1),
                        new SagaEvent.StepSucceeded(AT, Steps.PAYMENT.name(), answer(paid)),
                        new SagaEvent.StepStarted(AT, Steps.INVOICE.name(), 1),
                        new SagaEvent.StepSucceeded(AT, Steps.INVOICE.name(), answer(billed)),
                        new SagaEvent.StepStarted(AT, Steps.DELIVERY.name(), 1),
                        new SagaEvent.StepSucceeded(AT, Steps.DELIVERY.name(), answer(sent))));
        return new Answers(saga, step.name());
    }

    private static Payload answer(Outcome outcome) {
        return ((Outcome.Confirmed) outcome).answer();
    }
}
