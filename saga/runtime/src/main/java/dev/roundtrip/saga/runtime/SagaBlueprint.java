package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Call;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.InvalidDefinition;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.StepDefinition;
import dev.roundtrip.saga.core.StepKind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link Definition}, and how each of its steps is carried out. Written to be read aloud:
 *
 * <pre>{@code
 * SagaBlueprint.named("order", 1, codec)
 *     .within(Duration.ofMinutes(5))
 *     .step("payment", payments::charge).undoneBy(payments::refund)
 *     .step("stock", warehouse::take).undoneBy(warehouse::putBack).after("payment")
 *     .pivot("delivery", carrier::hand).closedBy(carrier::close).after("stock")
 *     .retriable("thanks", mail::thank).after("delivery")
 *     .build();
 * }</pre>
 *
 * @param <R> what a saga of this kind is started with
 */
public final class SagaBlueprint<R> {
    private final Definition definition;
    private final RequestCodec<R> codec;
    private final Map<String, StepActions<R>> steps;

    private SagaBlueprint(Definition definition, RequestCodec<R> codec, Map<String, StepActions<R>> steps) {
        this.definition = definition;
        this.codec = codec;
        this.steps = steps;
    }

    /** Begins a blueprint. A new version is due whenever steps, their kinds or their dependencies change. */
    public static <R> Builder<R> named(String name, int version, RequestCodec<R> codec) {
        return new Builder<>(name, version, codec);
    }

    /** The shape of it. */
    public Definition definition() {
        return definition;
    }

    /**
     * The same saga, each of its calls made in the way that {@code way} makes of it: for what lies between a saga and its
     * participants, such as the scripts that a test puts in their place. It has no probes: they would look past that.
     */
    public SagaBlueprint<R> decorated(BiFunction<Direction, Action<R>, Action<R>> way) {
        var decorated = new LinkedHashMap<String, StepActions<R>>();
        steps.forEach((name, actions) -> decorated.put(name, decorated(definition.step(name), actions, way)));
        return new SagaBlueprint<>(definition, codec, decorated);
    }

    private static <R> StepActions<R> decorated(
            StepDefinition step, StepActions<R> actions, BiFunction<Direction, Action<R>, Action<R>> way) {
        var out = step.kind() == StepKind.PIVOT ? Direction.CLOSE : Direction.COMPENSATION;
        return new StepActions<>(
                (call, answers) -> way.apply(
                                Direction.FORWARD, forward -> actions.action().call(forward, answers))
                        .call(call),
                actions.wayOut().map(wayOut -> way.apply(out, wayOut)),
                Optional.empty(),
                actions.wanted());
    }

    RequestCodec<R> codec() {
        return codec;
    }

    /** Makes a call that {@code saga} has decided upon. */
    Uni<Outcome> make(Call call, Saga saga, R request) {
        var actions = steps.get(call.step());
        var stepCall = stepCall(call, saga, request);
        return switch (call.direction()) {
            case FORWARD -> actions.action().call(stepCall, new Answers(saga, call.step()));
            case COMPENSATION, CLOSE -> actions.wayOut().orElseThrow().call(stepCall);
        };
    }

    /** How to find out what became of that call, if there is a way. */
    Optional<Supplier<Uni<Finding>>> probe(Call call, Saga saga, R request) {
        return steps.get(call.step())
                .probe()
                .filter(probe -> call.direction() == Direction.FORWARD)
                .map(probe -> () -> probe.ask(stepCall(call, saga, request)));
    }

    private StepCall<R> stepCall(Call call, Saga saga, R request) {
        var deadline = definition.step(call.step()).attemptDeadline();
        return new StepCall<>(saga.id(), call.step(), request, call.attempt(), deadline);
    }

    Set<String> skipped(R request) {
        return steps.entrySet().stream()
                .filter(step -> !step.getValue().wanted().test(request))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** {@code wayOut} is a compensatable step's compensation, a pivot's close, and nothing of a retriable step. */
    private record StepActions<R>(
            AnsweredAction<R> action, Optional<Action<R>> wayOut, Optional<Probe<R>> probe, Predicate<R> wanted) {}

    /** A blueprint in the making. */
    public static final class Builder<R> {
        private final String name;
        private final int version;
        private final RequestCodec<R> codec;
        private final List<StepBuilder<R>> steps = new ArrayList<>();
        private Duration deadline = Duration.ofMinutes(10);

        private Builder(String name, int version, RequestCodec<R> codec) {
            this.name = name;
            this.version = version;
            this.codec = codec;
        }

        /** How long a saga may run before it turns back; 10 minutes unless told otherwise. */
        public Builder<R> within(Duration limit) {
            deadline = limit;
            return this;
        }

        /** Adds a step that can be undone: its name and its action. */
        public StepBuilder<R> step(String step, Action<R> action) {
            return step(step, (call, answers) -> action.call(call));
        }

        /** Adds a step that can be undone, whose action needs the answers of steps before it. */
        public StepBuilder<R> step(String step, AnsweredAction<R> action) {
            return add(step, StepKind.COMPENSATABLE, action);
        }

        /** Adds the point of no return, of which there is one at most: every step so far comes before it. */
        public StepBuilder<R> pivot(String step, Action<R> action) {
            return pivot(step, (call, answers) -> action.call(call));
        }

        /** Adds the point of no return, whose action needs the answers of steps before it. */
        public StepBuilder<R> pivot(String step, AnsweredAction<R> action) {
            return add(step, StepKind.PIVOT, action);
        }

        /** Adds a step that comes after the pivot and is tried until it succeeds. */
        public StepBuilder<R> retriable(String step, Action<R> action) {
            return retriable(step, (call, answers) -> action.call(call));
        }

        /** Adds a step that is tried until it succeeds, whose action needs the answers of steps before it. */
        public StepBuilder<R> retriable(String step, AnsweredAction<R> action) {
            return add(step, StepKind.RETRIABLE, action);
        }

        private StepBuilder<R> add(String step, StepKind kind, AnsweredAction<R> action) {
            var builder = new StepBuilder<>(this, step, kind, action);
            steps.add(builder);
            return builder;
        }

        private SagaBlueprint<R> build() {
            var definitions = steps.stream().map(StepBuilder::definition).toList();
            var definition = new Definition(name, version, deadline, definitions);
            var actions = new LinkedHashMap<String, StepActions<R>>();
            steps.forEach(step -> actions.put(step.name, step.actions()));
            return new SagaBlueprint<>(definition, codec, actions);
        }
    }

    /** A step in the making; beginning another one, or building, ends it. */
    public static final class StepBuilder<R> {
        private final Builder<R> saga;
        private final String name;
        private final StepKind kind;
        private final AnsweredAction<R> action;
        private Optional<Action<R>> undo = Optional.empty();
        private Optional<Action<R>> close = Optional.empty();
        private Optional<Probe<R>> probe = Optional.empty();
        private Set<String> dependsOn = Set.of();
        private Optional<Predicate<R>> wanted = Optional.empty();
        private Duration attemptDeadline = Duration.ofSeconds(2);
        private Duration askAgainAfter = Duration.ofMinutes(1);
        private RetryPolicy retry = new RetryPolicy(
                new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(5), 0.5), 20, Duration.ofMinutes(1));
        private Backoff compensationBackoff = new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(10), 0.5);
        private Duration stuckAfter = Duration.ofMinutes(1);

        private StepBuilder(Builder<R> saga, String name, StepKind kind, AnsweredAction<R> action) {
            this.saga = saga;
            this.name = name;
            this.kind = kind;
            this.action = action;
        }

        /** How the step is undone. It gets the saga's request and key, never an answer: there may have been none. */
        public StepBuilder<R> undoneBy(Action<R> compensation) {
            undo = Optional.of(compensation);
            return this;
        }

        /**
         * How a pivot of which nobody knows whether it happened is settled: the participant gives its first answer, or
         * {@link Outcome.Superseded} once it has made sure that there will never be one.
         */
        public StepBuilder<R> closedBy(Action<R> closing) {
            close = Optional.of(closing);
            return this;
        }

        /** How to find out what became of an attempt whose outcome is unknown; there is no way unless told otherwise. */
        public StepBuilder<R> probedBy(Probe<R> asking) {
            probe = Optional.of(asking);
            return this;
        }

        /** The steps that must be done before this one starts; none unless told otherwise. */
        public StepBuilder<R> after(String... others) {
            dependsOn = Set.copyOf(List.of(others));
            return this;
        }

        /** The steps that must be done before this one starts. */
        public StepBuilder<R> after(StepKey<?>... others) {
            dependsOn = Stream.of(others).map(StepKey::name).collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /** Which requests need the step; all of them unless told otherwise. A pivot is always needed. */
        public StepBuilder<R> onlyIf(Predicate<R> need) {
            wanted = Optional.of(need);
            return this;
        }

        /** How long one attempt may take; 2 seconds unless told otherwise. */
        public StepBuilder<R> answeringWithin(Duration limit) {
            attemptDeadline = limit;
            return this;
        }

        /** How long an answer from outside may take before the participant is asked again; a minute unless told otherwise. */
        public StepBuilder<R> askedAgainAfter(Duration patience) {
            askAgainAfter = patience;
            return this;
        }

        /** How often the action is tried; 20 times within a minute unless told otherwise. A retriable one without end. */
        public StepBuilder<R> retried(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        /** How undoing or closing is tried, which has no end; up to every 10 seconds unless told otherwise. */
        public StepBuilder<R> undoRetried(Backoff backoff) {
            compensationBackoff = backoff;
            return this;
        }

        /** When what must succeed and keeps failing shows as stuck; after a minute unless told otherwise. */
        public StepBuilder<R> stuckAfter(Duration limit) {
            stuckAfter = limit;
            return this;
        }

        /** Adds another step that can be undone. */
        public StepBuilder<R> step(String step, Action<R> next) {
            return saga.step(step, next);
        }

        /** Adds another step that can be undone, whose action needs the answers of steps before it. */
        public StepBuilder<R> step(String step, AnsweredAction<R> next) {
            return saga.step(step, next);
        }

        /** Adds the point of no return. */
        public StepBuilder<R> pivot(String step, Action<R> next) {
            return saga.pivot(step, next);
        }

        /** Adds the point of no return, whose action needs the answers of steps before it. */
        public StepBuilder<R> pivot(String step, AnsweredAction<R> next) {
            return saga.pivot(step, next);
        }

        /** Adds a step that is tried until it succeeds. */
        public StepBuilder<R> retriable(String step, Action<R> next) {
            return saga.retriable(step, next);
        }

        /** Adds a step that is tried until it succeeds, whose action needs the answers of steps before it. */
        public StepBuilder<R> retriable(String step, AnsweredAction<R> next) {
            return saga.retriable(step, next);
        }

        /**
         * Ends the blueprint.
         *
         * @throws InvalidDefinition when it makes no sense; the message names the step
         */
        public SagaBlueprint<R> build() {
            return saga.build();
        }

        private StepDefinition definition() {
            return new StepDefinition(
                    name, kind, dependsOn, attemptDeadline, askAgainAfter, retry, compensationBackoff, stuckAfter);
        }

        private StepActions<R> actions() {
            switch (kind) {
                case COMPENSATABLE -> {
                    require(undo.isPresent(), "needs a compensation: say what it is undoneBy");
                    require(close.isEmpty(), "can be undone, so it is not closedBy anything");
                }
                case PIVOT -> {
                    require(close.isPresent(), "is a pivot: say what it is closedBy");
                    require(undo.isEmpty(), "is a pivot, which can't be undoneBy anything");
                    require(wanted.isEmpty(), "is a pivot, which can't be left out: onlyIf is not for it");
                }
                case RETRIABLE ->
                    require(
                            undo.isEmpty() && close.isEmpty(),
                            "is retriable: it goes on until it succeeds, and is neither undoneBy nor closedBy anything");
            }
            return new StepActions<>(action, undo.or(() -> close), probe, wanted.orElse(request -> true));
        }

        private void require(boolean so, String otherwise) {
            if (!so) {
                throw new InvalidDefinition("step " + name + " " + otherwise);
            }
        }
    }
}
