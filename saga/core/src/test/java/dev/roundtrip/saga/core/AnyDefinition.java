package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Definitions that are drawn by lot. */
final class AnyDefinition {
    private AnyDefinition() {}

    /** Some compensatable steps; in half of the cases a pivot that follows them all, and retriable steps after it. */
    static Definition drawn(Random random) {
        var steps = new ArrayList<StepDefinition>();
        boolean hasPivot = random.nextBoolean();
        int compensatable = hasPivot ? random.nextInt(5) : 1 + random.nextInt(8);
        for (int number = 0; number < compensatable; number++) {
            steps.add(step(random, "before-" + number, StepKind.COMPENSATABLE, someOf(random, names(steps))));
        }
        if (hasPivot) {
            steps.add(step(random, "middle", StepKind.PIVOT, allOf(random, steps)));
            int retriable = random.nextInt(4);
            for (int number = 0; number < retriable; number++) {
                var dependsOn = someOf(random, names(steps));
                boolean afterThePivot = dependsOn.stream().anyMatch(name -> name.startsWith("after"));
                if (!afterThePivot) {
                    dependsOn.add("middle");
                }
                steps.add(step(random, "after-" + number, StepKind.RETRIABLE, dependsOn));
            }
        }
        Collections.shuffle(steps, random);
        return new Definition("any", 1, Duration.ofSeconds(60), steps);
    }

    /** Steps in a graph without cycles; nobody knows whether they make a definition. */
    static List<StepDefinition> steps(Random random) {
        return random.nextBoolean() ? ofAnyKinds(random) : almostSound(random);
    }

    private static List<StepDefinition> ofAnyKinds(Random random) {
        var steps = new ArrayList<StepDefinition>();
        int count = 1 + random.nextInt(6);
        for (int number = 0; number < count; number++) {
            steps.add(step(random, "step-" + number, anyKind(random), someOf(random, names(steps))));
        }
        Collections.shuffle(steps, random);
        return steps;
    }

    /** What makes a definition, but for one step that is of another kind or depends on less. */
    private static List<StepDefinition> almostSound(Random random) {
        var steps = new ArrayList<>(drawn(random).steps());
        int changed = random.nextInt(steps.size());
        var step = steps.get(changed);
        boolean otherKind = random.nextBoolean();
        var kind = otherKind ? anyKind(random) : step.kind();
        var dependsOn = otherKind
                ? step.dependsOn()
                : someOf(random, step.dependsOn().stream().sorted());
        steps.set(changed, step(random, step.name(), kind, dependsOn));
        return steps;
    }

    private static StepKind anyKind(Random random) {
        return StepKind.values()[random.nextInt(StepKind.values().length)];
    }

    /** All of them: directly those that nothing else among them depends on, and others or not. */
    private static Set<String> allOf(Random random, List<StepDefinition> steps) {
        var ends = names(steps).collect(Collectors.toCollection(HashSet::new));
        steps.forEach(step -> ends.removeAll(step.dependsOn()));
        ends.addAll(someOf(random, names(steps)));
        return ends;
    }

    private static Set<String> someOf(Random random, Stream<String> names) {
        return names.filter(name -> random.nextInt(3) == 0).collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<String> names(List<StepDefinition> steps) {
        return steps.stream().map(StepDefinition::name);
    }

    private static StepDefinition step(Random random, String name, StepKind kind, Set<String> dependsOn) {
        var backoff = new Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(8), random.nextDouble());
        return new StepDefinition(
                name,
                kind,
                dependsOn,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                new RetryPolicy(backoff, 1 + random.nextInt(6), Duration.ofSeconds(20)),
                backoff,
                Duration.ofSeconds(10));
    }
}
