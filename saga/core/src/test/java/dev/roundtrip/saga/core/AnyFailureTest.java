package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Told.confirmed;
import static dev.roundtrip.saga.core.Told.rejected;
import static dev.roundtrip.saga.core.Told.undone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever the graph, and whichever steps fail: exactly what was done is undone, in the reverse of the order. */
class AnyFailureTest {
    private static final int RUNS = 5_000;

    /** A saga in calm weather: every call is answered once, in any order; some with a no. */
    private static final class Run {
        private final Random random;
        private final Definition definition;
        private final Set<String> failing = new HashSet<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Call> out = new ArrayList<>();
        /** When each step was undone, by the number of calls made until then. */
        private final Map<String, Integer> undone = new LinkedHashMap<>();

        private final Set<String> refused = new HashSet<>();
        private Saga saga;

        Run(long seed) {
            random = new Random(seed);
            definition = AnyDefinition.drawn(random);
            for (var step : definition.steps()) {
                // What comes after a pivot can't fail for good.
                if (step.kind() != StepKind.RETRIABLE && random.nextInt(4) == 0) {
                    failing.add(step.name());
                }
            }
        }

        void goesToItsEnd() {
            follow(SagaMachine.start(new UUID(1, 1), definition, Payload.empty(), Set.of(), Story.second(0)));
            while (!out.isEmpty()) {
                answer(out.remove(random.nextInt(out.size())));
            }
        }

        private void follow(Decision decision) {
            saga = decision.after();
            calls.addAll(decision.calls());
            out.addAll(decision.calls());
        }

        private void answer(Call call) {
            var told =
                    switch (call.direction()) {
                        case COMPENSATION -> undone(call.step());
                        case FORWARD ->
                            failing.contains(call.step()) ? rejected(call.step(), "NO") : confirmed(call.step());
                        case CLOSE -> throw new AssertionError("nothing is left open here");
                    };
            var status = saga.status();
            if (told.direction() == Direction.COMPENSATION) {
                undone.put(call.step(), calls.size());
            }
            follow(SagaMachine.decide(saga, told.toAttempt(call.attempt()).in(saga), Story.second(1)));
            if (status == SagaStatus.RUNNING && told.outcome() instanceof Outcome.Rejected) {
                refused.add(call.step());
            }
        }

        void mustHaveUndoneWhatItDid() {
            var begun = steps(Direction.FORWARD);
            var toUndo = new HashSet<>(begun);
            toUndo.removeAll(refused);
            if (refused.isEmpty()) {
                assertEquals(SagaStatus.COMPLETED, saga.status());
                assertEquals(saga.steps().keySet(), begun);
                assertEquals(Set.of(), undone.keySet());
                return;
            }
            assertEquals(SagaStatus.COMPENSATED, saga.status());
            assertEquals(toUndo, undone.keySet());
            assertEquals(toUndo, steps(Direction.COMPENSATION));
            for (int number = 0; number < calls.size(); number++) {
                if (calls.get(number).direction() == Direction.COMPENSATION) {
                    mustComeAfterItsDependents(calls.get(number).step(), number);
                }
            }
        }

        private void mustComeAfterItsDependents(String step, int number) {
            for (var dependent : definition.dependentsOf(step)) {
                assertTrue(
                        !undone.containsKey(dependent) || undone.get(dependent) <= number,
                        () -> step + " was to be undone before " + dependent + " was: " + calls);
            }
        }

        private Set<String> steps(Direction direction) {
            var steps = new HashSet<String>();
            calls.stream().filter(call -> call.direction() == direction).forEach(call -> steps.add(call.step()));
            return steps;
        }
    }

    @Test
    void isUndoneCompletelyAndInOrder() {
        int completed = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            var run = new Run(seed);
            try {
                run.goesToItsEnd();
                run.mustHaveUndoneWhatItDid();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage() + "\n" + run.saga, e);
            }
            completed += run.refused.isEmpty() ? 1 : 0;
        }
        assertTrue(completed > RUNS / 20 && completed < RUNS - RUNS / 20, completed + " completed");
    }

    @Test
    void inAChainOfThreeWhoseSecondFailsUndoesTheFirstAndNeverCallsTheThird() {
        Story.of(ORDER)
                .starts()
                .calls("stock")
                .hears(confirmed("stock"))
                .calls("payment")
                .hears(rejected("payment", "NO_FUNDS"))
                .undoes("stock")
                .hears(undone("stock"))
                .is(SagaStatus.COMPENSATED)
                .has("stock", StepStatus.COMPENSATED)
                .has("payment", StepStatus.REJECTED)
                .has("invoice", StepStatus.PENDING);
    }

    @Test
    void inADiamondUndoesItsSidesBesideEachOtherAndItsTopLast() {
        var diamond = Sagas.saga(
                "diamond",
                Sagas.step("top"),
                Sagas.step("left", "top"),
                Sagas.step("right", "top"),
                Sagas.step("bottom", "left", "right"));
        Story.of(diamond)
                .starts()
                .calls("top")
                .hears(confirmed("top"))
                .calls("left", "right")
                .hears(confirmed("left"))
                .callsNothing()
                .hears(confirmed("right"))
                .calls("bottom")
                .hears(rejected("bottom", "NO"))
                .undoes("left", "right")
                .hears(undone("right"))
                .callsNothing()
                .hears(undone("left"))
                .undoes("top")
                .hears(undone("top"))
                .is(SagaStatus.COMPENSATED);
        Story.of(diamond)
                .starts()
                .hears(confirmed("top"))
                .hears(confirmed("left"))
                .hears(rejected("right", "NO"))
                .covers("top", "left")
                .undoes("left")
                .hears(undone("left"))
                .undoes("top");
    }
}
