package dev.roundtrip.saga.core;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A named, versioned, acyclic graph of steps. A running saga stays on the version it was started with, so a definition
 * whose steps or dependencies change gets a new version.
 */
public final class Definition {
    /** The most steps of a saga. */
    public static final int MOST_STEPS = 100;

    private final String name;
    private final int version;
    private final Duration deadline;
    private final SequencedMap<String, StepDefinition> steps;
    private final List<StepDefinition> inOrder;
    private final Map<String, Set<String>> dependents;
    private final Map<String, Set<String>> dependencies;
    private final Optional<StepDefinition> pivot;

    /**
     * Checks and makes a definition.
     *
     * @param name what sagas of this kind are called in the journal
     * @param version from 1
     * @param deadline how long a saga may run before it turns back; positive
     * @param steps in the order in which people read them
     * @throws InvalidDefinition for no steps or more than {@value #MOST_STEPS}, two of one name, a dependency on a step that
     *     isn't there, a cycle; more than one pivot, a compensatable step that doesn't come before the pivot, or a retriable one
     *     that doesn't come after it
     */
    public Definition(String name, int version, Duration deadline, List<StepDefinition> steps) {
        if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new InvalidDefinition(
                    "a definition is named by 1 to 64 characters of a-z, 0-9 and '-', not '" + name + "'");
        }
        if (version < 1) {
            throw new InvalidDefinition(name + ": versions count from 1, not " + version);
        }
        if (!deadline.isPositive()) {
            throw new InvalidDefinition(name + ": deadline must be positive, not " + deadline);
        }
        this.name = name;
        this.version = version;
        this.deadline = deadline;
        this.steps = byName(name, steps);
        this.inOrder = List.copyOf(this.steps.values());
        this.dependents = transitiveDependents(name, this.steps);
        this.dependencies = inverse(this.dependents);
        this.pivot = onlyPivot(name, steps);
        steps.forEach(this::checkPlaceOfKind);
    }

    private static Optional<StepDefinition> onlyPivot(String name, List<StepDefinition> steps) {
        var pivots =
                steps.stream().filter(step -> step.kind() == StepKind.PIVOT).toList();
        if (pivots.size() > 1) {
            throw new InvalidDefinition(name + ": steps " + pivots.get(0).name() + " and "
                    + pivots.get(1).name() + " are both pivots; there is one point of no return");
        }
        return pivots.stream().findFirst();
    }

    /** Once the pivot is out nothing before it may still fail, and nothing after it may have to be undone. */
    private void checkPlaceOfKind(StepDefinition step) {
        boolean inPlace =
                switch (step.kind()) {
                    case PIVOT -> true;
                    case COMPENSATABLE ->
                        pivot.isEmpty()
                                || dependentsOf(step.name())
                                        .contains(pivot.get().name());
                    case RETRIABLE ->
                        pivot.isPresent() && dependentsOf(pivot.get().name()).contains(step.name());
                };
        if (!inPlace) {
            throw new InvalidDefinition(misplaced(step));
        }
    }

    private String misplaced(StepDefinition step) {
        if (pivot.isEmpty()) {
            return name + ": step " + step.name() + " is retriable, but no pivot comes before it";
        }
        var pivotal = pivot.get().name();
        return step.kind() == StepKind.RETRIABLE
                ? name + ": step " + step.name() + " is retriable, so it must depend on the pivot " + pivotal
                : name + ": step " + step.name() + " is compensatable, so the pivot " + pivotal
                        + " must depend on it, directly or over others";
    }

    private static SequencedMap<String, StepDefinition> byName(String name, List<StepDefinition> steps) {
        if (steps.isEmpty()) {
            throw new InvalidDefinition(name + ": a saga has at least one step");
        }
        if (steps.size() > MOST_STEPS) {
            throw new InvalidDefinition(name + ": a saga has at most " + MOST_STEPS + " steps, not " + steps.size());
        }
        var byName = new LinkedHashMap<String, StepDefinition>();
        for (var step : steps) {
            if (byName.put(step.name(), step) != null) {
                throw new InvalidDefinition(name + ": two steps are named " + step.name());
            }
        }
        for (var step : steps) {
            for (var dependency : step.dependsOn()) {
                if (!byName.containsKey(dependency)) {
                    throw new InvalidDefinition(
                            name + ": step " + step.name() + " depends on " + dependency + ", which is not a step");
                }
            }
        }
        return byName;
    }

    private static Map<String, Set<String>> transitiveDependents(String name, Map<String, StepDefinition> steps) {
        var dependents = new LinkedHashMap<String, Set<String>>();
        steps.keySet().forEach(step -> dependents.put(step, new LinkedHashSet<>()));
        for (var step : steps.values()) {
            addToAncestors(name, step.name(), step.dependsOn(), steps, dependents);
        }
        dependents.replaceAll((step, found) -> Collections.unmodifiableSet(found));
        return dependents;
    }

    private static Map<String, Set<String>> inverse(Map<String, Set<String>> dependents) {
        var dependencies = new LinkedHashMap<String, Set<String>>();
        dependents.keySet().forEach(step -> dependencies.put(step, new LinkedHashSet<>()));
        dependents.forEach((step, found) ->
                found.forEach(dependent -> dependencies.get(dependent).add(step)));
        dependencies.replaceAll((step, found) -> Collections.unmodifiableSet(found));
        return dependencies;
    }

    private static void addToAncestors(
            String name,
            String step,
            Collection<String> ancestors,
            Map<String, StepDefinition> steps,
            Map<String, Set<String>> dependents) {
        for (var ancestor : ancestors) {
            if (ancestor.equals(step)) {
                throw new InvalidDefinition(name + ": step " + step + " depends on itself, directly or over others");
            }
            if (dependents.get(ancestor).add(step)) {
                addToAncestors(name, step, steps.get(ancestor).dependsOn(), steps, dependents);
            }
        }
    }

    /** What sagas of this kind are called. */
    public String name() {
        return name;
    }

    /** Which version of them this is. */
    public int version() {
        return version;
    }

    /** How long a saga may run before it turns back. */
    public Duration deadline() {
        return deadline;
    }

    /** The steps, in the order in which people read them. */
    public List<StepDefinition> steps() {
        return inOrder;
    }

    /** The step of that name. */
    public StepDefinition step(String step) {
        var definition = steps.get(step);
        if (definition == null) {
            throw noSuchStep(step);
        }
        return definition;
    }

    IllegalArgumentException noSuchStep(String step) {
        return new IllegalArgumentException(name + " has no step '" + step + "'");
    }

    /** The point of no return, if there is one. */
    public Optional<StepDefinition> pivot() {
        return pivot;
    }

    /** Whether a saga may leave that step out: any but the pivot, which what comes after it relies on. */
    public boolean canDoWithout(String step) {
        return step(step).kind() != StepKind.PIVOT;
    }

    /** The steps that depend on {@code step}, directly or over others: they are compensated before it. */
    public Set<String> dependentsOf(String step) {
        return dependents.get(step(step).name());
    }

    /** The steps that {@code step} depends on, directly or over others: they are done, or skipped, before it starts. */
    public Set<String> dependenciesOf(String step) {
        return dependencies.get(step(step).name());
    }

    @Override
    public String toString() {
        return name + " v" + version;
    }
}
