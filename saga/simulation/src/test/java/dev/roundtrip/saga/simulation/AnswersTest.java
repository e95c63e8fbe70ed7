package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.AnsweredAction;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepKey;
import dev.roundtrip.saga.testkit.Participants;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps are told what those that they depend on were answered: the first answers, whoever carries the saga on. */
class AnswersTest {
    private static final StepKey<String> PAYMENT = new StepKey<>("payment", AnswerCodec.TEXT);
    private static final StepKey<String> STOCK = new StepKey<>("stock", AnswerCodec.TEXT);

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final Action<String> undo = participants.play(Direction.COMPENSATION);
    private final List<String> told = new ArrayList<>();
    private int payments;

    private SagaBlueprint<String> orders(AnsweredAction<String> delivery) {
        return SagaBlueprint.named("order", 1, Trips.WORDS)
                .step(PAYMENT.name(), call -> Uni.createFrom().item(() -> PAYMENT.confirmed("receipt " + ++payments)))
                .undoneBy(undo)
                .step(STOCK.name(), call -> Uni.createFrom().item(() -> STOCK.confirmed("shelf 7")))
                .undoneBy(undo)
                .after(PAYMENT)
                .onlyIf(request -> !request.equals("download"))
                .step("delivery", delivery)
                .undoneBy(undo)
                .after(STOCK)
                .build();
    }

    private Saga ended(SagaBlueprint<String> blueprint, String request) {
        var engine = fleet.engine(blueprint);
        return fleet.ended(fleet.started(engine, blueprint, request), blueprint);
    }

    private static Uni<Outcome> done() {
        return Uni.createFrom().item(PAYMENT.confirmed("done"));
    }

    @Test
    void aStepIsToldTheAnswersOfThoseBeforeItDirectlyOrOverOthers() {
        var saga = ended(
                orders((call, answers) -> {
                    told.add(answers.of(PAYMENT) + ", " + answers.of(STOCK) + ", " + call.request());
                    return done();
                }),
                "book");
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(List.of("receipt 1, shelf 7, book"), told);
    }

    @Test
    void aStepThatWasLeftOutHasNoAnswer() {
        ended(
                orders((call, answers) -> {
                    told.add(answers.find(STOCK) + ", " + answers.find(PAYMENT));
                    return done();
                }),
                "download");
        assertEquals(List.of("Optional.empty, Optional[receipt 1]"), told);
    }

    @Test
    void whoeverTakesOverIsToldTheSame() {
        var node = fleet.world.node();
        AnsweredAction<String> silentAtFirst = (call, answers) -> {
            told.add(answers.of(PAYMENT));
            return told.size() == 1 ? Uni.createFrom().nothing() : done();
        };
        var blueprint = orders(silentAtFirst);
        var engine = fleet.engine(node, blueprint);
        var id = fleet.started(engine, blueprint, "book");
        fleet.world.run(Duration.ofSeconds(1));
        node.die();
        fleet.engine(blueprint);
        assertEquals(SagaStatus.COMPLETED, fleet.ended(id, blueprint).status());
        assertEquals(List.of("receipt 1", "receipt 1"), told);
        assertEquals(1, payments);
    }

    @Test
    void aStepThatAsksForWhatItDoesNotDependOnTurnsItsSagaBack() {
        var blueprint = SagaBlueprint.named("order", 1, Trips.WORDS)
                .step(PAYMENT.name(), call -> Uni.createFrom().item(() -> PAYMENT.confirmed("receipt")))
                .undoneBy(undo)
                .step("delivery", (call, answers) -> {
                    told.add(answers.of(PAYMENT));
                    return done();
                })
                .undoneBy(undo)
                .build();
        var saga = ended(blueprint, "book");
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        var why = saga.cause().orElseThrow();
        assertEquals(new Cause("delivery", Cause.REFUSED_AS_INVALID, why.message()), why);
        assertTrue(why.message().contains("delivery doesn't depend on payment"), why.message());
        assertEquals(List.of(), told);
    }
}
