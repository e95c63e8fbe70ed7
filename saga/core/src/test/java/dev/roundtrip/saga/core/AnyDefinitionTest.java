package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever steps are put together: they make a definition that keeps the rules, or are refused by name. */
class AnyDefinitionTest {
    private static final int DRAWS = 5_000;

    @Test
    void isRefusedByTheNameOfAStepOrKeepsTheRules() {
        var refused = 0;
        var withPivot = 0;
        for (long seed = 1; seed <= DRAWS; seed++) {
            var steps = AnyDefinition.steps(new Random(seed));
            var offenders = offenders(steps);
            try {
                var definition = new Definition("any", 1, Duration.ofMinutes(1), steps);
                assertEquals(Set.of(), offenders, () -> "taken in spite of these: " + steps);
                withPivot += definition.pivot().isPresent() ? 1 : 0;
            } catch (InvalidDefinition refusal) {
                refused++;
                assertTrue(
                        offenders.stream().anyMatch(step -> refusal.getMessage().contains(step)),
                        () -> refusal.getMessage() + " names none of " + offenders + " in " + steps);
            }
        }
        assertTrue(
                refused > DRAWS / 20 && withPivot > DRAWS / 20, refused + " refused, " + withPivot + " with a pivot");
    }

    /** By the rules as they are written down, not as they are checked. */
    private static Set<String> offenders(List<StepDefinition> steps) {
        var above = ancestors(steps);
        var pivots = names(steps, step -> step.kind() == StepKind.PIVOT);
        if (pivots.size() > 1) {
            return pivots;
        }
        return names(steps, step -> switch (step.kind()) {
            case PIVOT -> false;
            case COMPENSATABLE ->
                !pivots.stream().allMatch(pivot -> above.get(pivot).contains(step.name()));
            case RETRIABLE ->
                pivots.stream().noneMatch(pivot -> above.get(step.name()).contains(pivot));
        });
    }

    private static Set<String> names(List<StepDefinition> steps, Predicate<StepDefinition> which) {
        return steps.stream().filter(which).map(StepDefinition::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Grown one dependency at a time until nothing is added. */
    private static Map<String, Set<String>> ancestors(List<StepDefinition> steps) {
        var above = new HashMap<String, Set<String>>();
        steps.forEach(step -> above.put(step.name(), new HashSet<>(step.dependsOn())));
        boolean growing = true;
        while (growing) {
            growing = false;
            for (var found : above.values()) {
                for (var one : List.copyOf(found)) {
                    growing |= found.addAll(above.get(one));
                }
            }
        }
        return above;
    }

    @Test
    void knowsItsDependenciesAndDependentsWhichAreEachOthersInverse() {
        for (long seed = 1; seed <= DRAWS; seed++) {
            var definition = AnyDefinition.drawn(new Random(seed));
            var above = ancestors(List.copyOf(definition.steps()));
            for (var step : above.keySet()) {
                assertEquals(
                        above.get(step), definition.dependenciesOf(step), () -> step + " in " + definition.steps());
                for (var other : above.keySet()) {
                    assertEquals(
                            definition.dependenciesOf(other).contains(step),
                            definition.dependentsOf(step).contains(other),
                            () -> step + " and " + other + " in " + definition.steps());
                }
            }
        }
    }
}
