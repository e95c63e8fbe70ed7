package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.Sagas.BACKOFF;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.RETRY;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Sagas.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DefinitionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void keepsItsStepsInOrder() {
        assertEquals(
                List.of("flight", "hotel", "car"),
                TRIP.steps().stream().map(StepDefinition::name).toList());
        assertEquals("trip v1", TRIP.toString());
    }

    @Test
    void knowsWhatDependsOnAStepDirectlyOrOverOthers() {
        assertEquals(Set.of("payment", "invoice"), ORDER.dependentsOf("stock"));
        assertEquals(Set.of("invoice"), ORDER.dependentsOf("payment"));
        assertEquals(Set.of(), ORDER.dependentsOf("invoice"));
        assertEquals(Set.of("hotel", "car"), TRIP.dependentsOf("flight"));
    }

    @Test
    void knowsThemWhateverOrderTheStepsAreGivenIn() {
        var backwards = Sagas.saga("order", step("invoice", "payment"), step("payment", "stock"), step("stock"));
        assertEquals(Set.of("payment", "invoice"), backwards.dependentsOf("stock"));
    }

    @Test
    void knowsThemOverADiamond() {
        var diamond = Sagas.saga("diamond", step("a"), step("b", "a"), step("c", "a"), step("d", "b", "c"));
        assertEquals(Set.of("b", "c", "d"), diamond.dependentsOf("a"));
        assertEquals(Set.of("d"), diamond.dependentsOf("b"));
    }

    @Test
    void cannotBeChanged() {
        var dependents = TRIP.dependentsOf("flight");
        assertThrows(UnsupportedOperationException.class, dependents::clear);
        var steps = TRIP.steps();
        assertThrows(UnsupportedOperationException.class, steps::clear);
    }

    @Test
    void refusesAStepThatItDoesNotHave() {
        var mistake = assertThrows(IllegalArgumentException.class, () -> TRIP.step("train"));
        assertEquals("trip has no step 'train'", mistake.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TRIP.dependentsOf("train"));
    }

    @Test
    void refusesAName() {
        for (var name : List.of("", "Trip", "1trip", "-trip", "trip_1", "trip ", "a".repeat(65))) {
            assertRefused("'" + name + "'", () -> new Definition(name, 1, MINUTE, List.of(step("flight"))));
        }
    }

    @Test
    void takesTheLongestName() {
        var name = "a".repeat(64);
        assertEquals(name, new Definition(name, 1, MINUTE, List.of(step(name))).name());
    }

    @Test
    void refusesVersionsBelowOne() {
        assertRefused("trip: versions", () -> new Definition("trip", 0, MINUTE, List.of(step("flight"))));
    }

    @Test
    void refusesADeadlineThatHasPassedFromTheStart() {
        assertRefused("trip: deadline", () -> new Definition("trip", 1, Duration.ZERO, List.of(step("flight"))));
    }

    @Test
    void refusesToBeEmpty() {
        assertRefused("trip: a saga has at least one step", () -> new Definition("trip", 1, MINUTE, List.of()));
    }

    @Test
    void refusesTwoStepsOfOneName() {
        assertRefused("trip: two steps are named car", () -> Sagas.saga("trip", step("car"), step("car")));
    }

    @Test
    void refusesADependencyOnWhatIsNotAStep() {
        assertRefused(
                "trip: step hotel depends on train", () -> Sagas.saga("trip", step("car"), step("hotel", "train")));
    }

    @Test
    void refusesCyclesOfAnyLength() {
        assertRefused("step flight depends on itself", () -> Sagas.saga("trip", step("flight", "flight")));
        assertRefused(
                "step flight depends on itself",
                () -> Sagas.saga("trip", step("flight", "hotel"), step("hotel", "flight")));
        assertRefused(
                "step b depends on itself",
                () -> Sagas.saga(
                        "trip", step("a"), step("b", "a", "d"), step("c", "b"), step("d", "c"), step("e", "d")));
    }

    @Test
    void aStepRefusesAName() {
        for (var name : List.of("", "Flight", "1flight", "-flight", "flight_1", "a".repeat(65))) {
            assertRefused("'" + name + "'", () -> step(name));
        }
    }

    @Test
    void aStepRefusesBoundsThatMakeNoSenseByItsName() {
        assertRefused(
                "step car: attemptDeadline",
                () -> new StepDefinition(
                        "car", StepKind.COMPENSATABLE, Set.of(), Duration.ZERO, MINUTE, RETRY, BACKOFF, MINUTE));
        assertRefused(
                "step car: askAgainAfter",
                () -> new StepDefinition(
                        "car", StepKind.COMPENSATABLE, Set.of(), MINUTE, Duration.ZERO, RETRY, BACKOFF, MINUTE));
        assertRefused(
                "step car: stuckAfter",
                () -> new StepDefinition(
                        "car", StepKind.COMPENSATABLE, Set.of(), MINUTE, MINUTE, RETRY, BACKOFF, MINUTE.negated()));
    }

    @Test
    void aRetryPolicyRefusesWhatMakesNoSense() {
        var attempts = assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(BACKOFF, 0, MINUTE));
        assertTrue(attempts.getMessage().startsWith("attempts"), attempts.getMessage());
        var time = assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(BACKOFF, 1, Duration.ZERO));
        assertTrue(time.getMessage().startsWith("totalTime"), time.getMessage());
    }

    private static void assertRefused(String said, Executable made) {
        var refusal = assertThrows(InvalidDefinition.class, made);
        assertTrue(refusal.getMessage().contains(said), refusal.getMessage());
    }
}
