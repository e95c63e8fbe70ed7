package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.Sagas.BACKOFF;
import static dev.roundtrip.saga.core.Sagas.ORDER;
import static dev.roundtrip.saga.core.Sagas.RETRY;
import static dev.roundtrip.saga.core.Sagas.SALE;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Sagas.pivot;
import static dev.roundtrip.saga.core.Sagas.retriable;
import static dev.roundtrip.saga.core.Sagas.saga;
import static dev.roundtrip.saga.core.Sagas.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
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
    void knowsItsDependencies() {
        assertEquals(Set.of("stock", "payment"), ORDER.dependenciesOf("invoice"));
        assertEquals(Set.of(), ORDER.dependenciesOf("stock"));
        var dependencies = ORDER.dependenciesOf("invoice");
        assertThrows(UnsupportedOperationException.class, dependencies::clear);
        assertThrows(IllegalArgumentException.class, () -> TRIP.dependenciesOf("train"));
    }

    @Test
    void knowsItsPivotWhichIsTheOneStepThatItCannotDoWithout() {
        assertEquals("payment", SALE.pivot().orElseThrow().name());
        assertTrue(TRIP.pivot().isEmpty());
        assertFalse(SALE.canDoWithout("payment"));
        assertTrue(SALE.canDoWithout("stock"));
        assertTrue(SALE.canDoWithout("shipping"));
        assertThrows(IllegalArgumentException.class, () -> TRIP.canDoWithout("train"));
    }

    @Test
    void takesAPivotAlone() {
        assertEquals(
                "payment", saga("sale", pivot("payment")).pivot().orElseThrow().name());
    }

    @Test
    void takesStepsThatComeBeforeOrAfterThePivotOverOthers() {
        saga(
                "sale",
                step("stock"),
                step("coupon", "stock"),
                pivot("payment", "coupon"),
                retriable("invoice", "payment"),
                retriable("letter", "invoice"));
    }

    @Test
    void refusesASecondPivot() {
        assertRefused(
                "sale: steps payment and shipping are both pivots",
                () -> saga("sale", pivot("payment"), step("stock"), pivot("shipping", "payment")));
    }

    @Test
    void refusesACompensatableStepAfterThePivotOrBesideIt() {
        var said = "sale: step stock is compensatable, so the pivot payment must depend on it";
        assertRefused(said, () -> saga("sale", pivot("payment"), step("stock", "payment")));
        assertRefused(said, () -> saga("sale", pivot("payment"), step("stock")));
        assertRefused(said, () -> saga("sale", step("coupon"), pivot("payment", "coupon"), step("stock", "coupon")));
    }

    @Test
    void refusesARetriableStepBeforeThePivotOrBesideIt() {
        var said = "sale: step invoice is retriable, so it must depend on the pivot payment";
        assertRefused(said, () -> saga("sale", retriable("invoice"), pivot("payment", "invoice")));
        assertRefused(said, () -> saga("sale", retriable("invoice"), pivot("payment")));
    }

    @Test
    void refusesARetriableStepWithoutAPivot() {
        assertRefused(
                "sale: step invoice is retriable, but no pivot comes before it",
                () -> saga("sale", step("stock"), retriable("invoice", "stock")));
    }

    @Test
    void refusesMoreStepsThanAnyoneReads() {
        var steps = new ArrayList<StepDefinition>();
        for (int number = 1; number <= Definition.MOST_STEPS; number++) {
            steps.add(step("step-" + number));
        }
        assertEquals(
                Definition.MOST_STEPS,
                new Definition("trip", 1, MINUTE, steps).steps().size());
        steps.add(step("one-too-many"));
        assertRefused("trip: a saga has at most 100 steps, not 101", () -> new Definition("trip", 1, MINUTE, steps));
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
