package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One run of a saga whose participants follow a script: the production engine, on a clock that jumps. Reads as prose:
 *
 * <pre>{@code
 * Scenario.of(trips)
 *     .given("hotel", rejects("SOLD_OUT"))
 *     .given("car", unknown(2).then(confirms()))
 *     .whenStartedWith(request)
 *     .expect(COMPENSATED)
 *     .because("hotel", "SOLD_OUT")
 *     .undone("car", "flight");
 * }</pre>
 *
 * <p>What no script is given for confirms. The scripts are in the place of the blueprint's own actions, which are never called.
 *
 * @param <R> what the saga is started with
 */
public final class Scenario<R> {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration UNTIL_ANOTHER_STARTS = Duration.ofSeconds(1);

    private record Wish(Duration after, String message) {}

    private record LateAnswer(Duration after, String step, Script script) {}

    private final World world = new World();
    private final MemoryJournal journal = new MemoryJournal(world);
    private final Participants participants = new Participants(world);
    private final SagaBlueprint<R> blueprint;
    private World.Node node = world.node();
    private Duration limit = PATIENCE;
    private boolean mustEnd = true;
    private Optional<Wish> wish = Optional.empty();
    private final List<LateAnswer> lateAnswers = new ArrayList<>();
    private Optional<String> crashingAt = Optional.empty();
    private int engines;
    private SagaEngine newest;
    private Uni<Void> opening;

    private Scenario(SagaBlueprint<R> blueprint) {
        this.blueprint = participants.playFor(blueprint).decorated(this::crashing);
    }

    /** A scenario of that saga, in which everything goes well until it is told otherwise. */
    public static <R> Scenario<R> of(SagaBlueprint<R> blueprint) {
        return new Scenario<>(blueprint);
    }

    /**
     * How the step's action goes.
     *
     * @throws IllegalArgumentException when the saga has no such step
     */
    public Scenario<R> given(String step, Script script) {
        participants.given(known(step), script);
        return this;
    }

    /**
     * How the step's compensation goes.
     *
     * @throws IllegalArgumentException when the saga has no such step
     */
    public Scenario<R> givenUndoing(String step, Script script) {
        participants.givenUndoing(known(step), script);
        return this;
    }

    /** Someone wants the saga undone, so long after its start. */
    public Scenario<R> cancelledAfter(Duration delay, String message) {
        wish = Optional.of(new Wish(delay, message));
        return this;
    }

    /**
     * A participant that was given {@link Script#answersLater} answers, so long after the saga's start, by a message. Nothing
     * comes of it if the step was cancelled before.
     *
     * @param script what it comes to: that it confirms or rejects counts, nothing else
     * @throws IllegalArgumentException when the saga has no such step
     */
    public Scenario<R> answeredAfter(Duration delay, String step, Script script) {
        lateAnswers.add(new LateAnswer(delay, known(step), script));
        return this;
    }

    /**
     * The process stops for good when it first calls the step: the call arrives, and nobody hears the answer. Another process
     * takes the saga over.
     *
     * @throws IllegalArgumentException when the saga has no such step
     */
    public Scenario<R> crashingAt(String step) {
        crashingAt = Optional.of(known(step));
        return this;
    }

    /** Looks at the saga so long after its start, ended or not. Unless told so, a scenario goes on until the saga ends. */
    public Scenario<R> seenAfter(Duration time) {
        limit = time;
        mustEnd = false;
        return this;
    }

    /**
     * Plays it.
     *
     * @throws AssertionError when the saga has not ended within a day, unless it was to be {@linkplain #seenAfter seen} before
     */
    public Told whenStartedWith(R request) {
        var engine = openEngine();
        var started = new boolean[1];
        opening.chain(() -> engine.start(blueprint, "scenario", Payload.empty(), request))
                .subscribe()
                .with(accepted -> started[0] = true);
        world.runUntil(() -> started[0], PATIENCE);
        wish.ifPresent(wanted -> node.schedule(
                wanted.after(),
                () -> engine.cancel(id(), wanted.message()).subscribe().with(heard -> {})));
        lateAnswers.forEach(answer -> world.node().schedule(answer.after(), () -> bring(answer)));
        boolean ended = world.runUntil(this::hasEnded, limit);
        var told = new Told(id(), chronicle().replay(blueprint.definition()), chronicle(), participants);
        if (mustEnd && !ended) {
            throw told.failure("the saga has not ended within " + limit);
        }
        return told;
    }

    private void bring(LateAnswer answer) {
        switch (participants.comesTo(id(), answer.step(), answer.script())) {
            case Outcome.Superseded cancelled -> {}
            case Outcome settled -> bring(answer.step(), settled);
        }
    }

    private void bring(String step, Outcome outcome) {
        newest.answer(id(), step, Direction.FORWARD, outcome).subscribe().with(answered -> {
            if (answered == Answered.NOT_YET || answered == Answered.TRY_AGAIN) {
                world.node().schedule(UNTIL_ANOTHER_STARTS, () -> bring(step, outcome));
            }
        });
    }

    private String known(String step) {
        return blueprint.definition().step(step).name();
    }

    private SagaEngine openEngine() {
        var name = "process-" + ++engines;
        int process = engines;
        var ids = new long[1];
        var engine = new SagaEngine(
                journal.over(MemoryJournal.GOOD),
                node,
                EngineSettings.defaults(name),
                List.of(blueprint),
                () -> new UUID(process, ++ids[0]));
        opening = engine.open().memoize().indefinitely();
        opening.subscribe().with(opened -> {});
        newest = engine;
        return engine;
    }

    private Action<R> crashing(Direction direction, Action<R> action) {
        return call -> {
            boolean crashes = direction == Direction.FORWARD
                    && crashingAt.filter(call.step()::equals).isPresent();
            if (!crashes) {
                return action.call(call);
            }
            crashingAt = Optional.empty();
            node.die();
            node = world.node();
            node.schedule(UNTIL_ANOTHER_STARTS, this::openEngine);
            return action.call(call).onItem().transformToUni(unheard -> Uni.createFrom()
                    .nothing());
        };
    }

    private boolean hasEnded() {
        return journal.all().stream()
                .anyMatch(chronicle -> chronicle.row().status().isFinal());
    }

    private Chronicle chronicle() {
        return journal.all().getFirst();
    }

    private UUID id() {
        return chronicle().row().sagaId();
    }
}
