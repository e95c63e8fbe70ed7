package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.InvalidDefinition;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.StepKind;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a blueprint makes of its steps, and what it refuses; every refusal names the step. */
class SagaBlueprintTest {
    private static final Action<String> DO = call -> Uni.createFrom().item(new Outcome.Confirmed(Payload.empty()));

    private static SagaBlueprint.Builder<String> order() {
        return SagaBlueprint.named("order", 1, new RequestCodec<>() {
            @Override
            public Payload encode(String request) {
                return Payload.of(request.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public String decode(Payload payload) {
                return new String(payload.bytes(), StandardCharsets.UTF_8);
            }
        });
    }

    private static void refused(String why, SagaBlueprint.StepBuilder<String> steps) {
        assertEquals(why, assertThrows(InvalidDefinition.class, steps::build).getMessage());
    }

    @Test
    void stepsAreOfTheKindsThatTheyAreAddedAs() {
        var definition = order().step("payment", DO)
                .undoneBy(DO)
                .pivot("delivery", DO)
                .closedBy(DO)
                .after("payment")
                .retriable("thanks", DO)
                .after("delivery")
                .build()
                .definition();
        assertEquals(
                List.of(StepKind.COMPENSATABLE, StepKind.PIVOT, StepKind.RETRIABLE),
                definition.steps().stream().map(step -> step.kind()).toList());
        assertEquals(Set.of("delivery"), definition.step("thanks").dependsOn());
    }

    @Test
    void stepsMayBeNamedByTheirKeys() {
        var payment = new StepKey<>("payment", AnswerCodec.TEXT);
        var definition = order().step(payment.name(), DO)
                .undoneBy(DO)
                .step("stock", DO)
                .undoneBy(DO)
                .after(payment)
                .build()
                .definition();
        assertEquals(Set.of("payment"), definition.step("stock").dependsOn());
    }

    @Test
    void whatCanBeUndoneNeedsACompensation() {
        refused("step payment needs a compensation: say what it is undoneBy", order().step("payment", DO));
    }

    @Test
    void whatCanBeUndoneIsNotClosed() {
        refused(
                "step payment can be undone, so it is not closedBy anything",
                order().step("payment", DO).undoneBy(DO).closedBy(DO));
    }

    @Test
    void aPivotNeedsAClose() {
        refused("step delivery is a pivot: say what it is closedBy", order().pivot("delivery", DO));
    }

    @Test
    void aPivotIsNotUndone() {
        refused(
                "step delivery is a pivot, which can't be undoneBy anything",
                order().pivot("delivery", DO).closedBy(DO).undoneBy(DO));
    }

    @Test
    void aPivotIsNotLeftOut() {
        refused(
                "step delivery is a pivot, which can't be left out: onlyIf is not for it",
                order().pivot("delivery", DO).closedBy(DO).onlyIf(request -> false));
    }

    @Test
    void aRetriableStepHasNoWayBack() {
        var why =
                "step thanks is retriable: it goes on until it succeeds, and is neither undoneBy nor closedBy anything";
        refused(
                why,
                order().pivot("delivery", DO)
                        .closedBy(DO)
                        .retriable("thanks", DO)
                        .after("delivery")
                        .undoneBy(DO));
        refused(
                why,
                order().pivot("delivery", DO)
                        .closedBy(DO)
                        .retriable("thanks", DO)
                        .after("delivery")
                        .closedBy(DO));
    }

    @Test
    void whatTheDefinitionRefusesIsRefused() {
        var refusal = assertThrows(
                InvalidDefinition.class,
                order().step("payment", DO).undoneBy(DO).pivot("delivery", DO).closedBy(DO)::build);
        assertTrue(refusal.getMessage().contains("payment"), refusal.getMessage());
    }

    @Test
    void aRequestSaysWhichStepsItHasNoNeedOf() {
        var blueprint = order().step("payment", DO)
                .undoneBy(DO)
                .onlyIf(request -> !request.equals("free"))
                .step("stock", DO)
                .undoneBy(DO)
                .build();
        assertEquals(Set.of("payment"), blueprint.skipped("free"));
        assertEquals(Set.of(), blueprint.skipped("dear"));
    }
}
