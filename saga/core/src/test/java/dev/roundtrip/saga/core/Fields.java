package dev.roundtrip.saga.core;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All that a saga consists of, to compare by. Asks for the fields themselves, so that a new one is never forgotten. */
final class Fields {
    private static final List<Field> OF_SAGA = Stream.of(Saga.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .peek(field -> field.setAccessible(true))
            .toList();

    private Fields() {}

    static Map<String, Object> of(Saga saga) {
        var values = new LinkedHashMap<String, Object>();
        for (var field : OF_SAGA) {
            try {
                values.put(field.getName(), field.get(saga));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    /**
     * All of it, save the attempts at {@code offRecord}: a step that shows as stuck goes on being tried without that being
     * written down each time, so memory and history may count differently.
     */
    static Map<String, Object> of(Saga saga, Set<String> offRecord) {
        var values = of(saga);
        var steps = new LinkedHashMap<>(saga.steps());
        steps.replaceAll((name, step) -> offRecord.contains(name) ? withoutCounts(step) : step);
        values.put("steps", steps);
        return values;
    }

    private static StepState withoutCounts(StepState step) {
        var attempts = step.attempts();
        return step.with(new Attempts(0, 0, Optional.empty(), Optional.empty(), attempts.stuck(), attempts.quiet(), 0));
    }

    /** Everything that a decision says. */
    static List<Object> of(Decision decision) {
        return List.of(of(decision.after()), decision.events(), decision.calls(), decision.wakeAt());
    }
}
