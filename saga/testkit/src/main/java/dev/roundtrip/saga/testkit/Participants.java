package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All participants of a saga, played by scripts, with the barrier that every real one must have: the first answer to a key
 * is the answer to every repeat, and once a key is cancelled nothing is done under it any more.
 */
public final class Participants {
    /** What a participant has recorded under a key. */
    private sealed interface Entry {
        record Reserved(Payload answer) implements Entry {}

        record Rejected(String reason, String message) implements Entry {}

        record Cancelled() implements Entry {}
    }

    private record Key(UUID sagaId, String step) {
        private static Key of(StepCall<?> call) {
            return new Key(call.sagaId(), call.step());
        }
    }

    private record Count(Key key, Direction direction) {}

    private final World.Node network;
    private final Map<Direction, Map<String, Script>> scripts = new HashMap<>();
    private final Map<Key, Entry> ledger = new LinkedHashMap<>();
    private final Map<Count, Integer> counts = new LinkedHashMap<>();
    private final List<Key> firstCancels = new ArrayList<>();

    /** Participants that confirm everything, until they are {@linkplain #given told otherwise}. */
    public Participants(World world) {
        network = world.node();
    }

    /** How the step's action goes from now on. */
    public Participants given(String step, Script script) {
        return given(Direction.FORWARD, step, script);
    }

    /** How the step's compensation goes from now on. */
    public Participants givenUndoing(String step, Script script) {
        return given(Direction.COMPENSATION, step, script);
    }

    private Participants given(Direction direction, String step, Script script) {
        scripts.computeIfAbsent(direction, none -> new HashMap<>()).put(step, script);
        return this;
    }

    /** The same saga, whose calls all come here instead of going where its own actions would take them. */
    public <R> SagaBlueprint<R> playFor(SagaBlueprint<R> blueprint) {
        return blueprint.decorated((direction, action) -> play(direction));
    }

    /** An action that these participants answer. */
    public <R> Action<R> play(Direction direction) {
        return call -> Uni.createFrom().deferred(() -> answer(direction, Key.of(call)));
    }

    private Uni<Outcome> answer(Direction direction, Key key) {
        var script = script(direction, key.step());
        int number = counts.merge(new Count(key, direction), 1, Integer::sum);
        Supplier<Outcome> effect = () -> take(direction, key, script.verdict());
        return switch (script.conduct(number)) {
            case Script.Conduct.Answers answers
            when answers.delay().isZero() -> Uni.createFrom().item(effect);
            case Script.Conduct.Answers answers ->
                Uni.createFrom()
                        .emitter(emitter -> network.schedule(answers.delay(), () -> emitter.complete(effect.get())));
            case Script.Conduct.LosesReply loses ->
                Uni.createFrom().item(effect).map(unheard -> unknown("The reply was lost."));
            case Script.Conduct.Fails fails -> Uni.createFrom().item(new Outcome.Unknown(fails.fault()));
            case Script.Conduct.TakesUp takesUp ->
                Uni.createFrom().item(() -> settled(direction, key).orElseGet(Outcome.Accepted::new));
            case Script.Conduct.Ignores ignores -> Uni.createFrom().nothing();
        };
    }

    /** What was taken up before is answered like any repeat once there is an answer. */
    private Optional<Outcome> settled(Direction direction, Key key) {
        return direction == Direction.FORWARD
                ? Optional.ofNullable(ledger.get(key)).map(Participants::meaning)
                : Optional.empty();
    }

    /** What the participant comes to, for a step that it took up, unless that is cancelled by now. */
    Outcome comesTo(UUID sagaId, String step, Script script) {
        return reserve(new Key(sagaId, step), script.verdict());
    }

    private Script script(Direction direction, String step) {
        return scripts.getOrDefault(direction, Map.of()).getOrDefault(step, Script.confirms());
    }

    private static Outcome unknown(String message) {
        return new Outcome.Unknown(new Fault(Fault.Kind.TRANSIENT, message));
    }

    private Outcome take(Direction direction, Key key, Script.Verdict verdict) {
        return switch (direction) {
            case FORWARD -> reserve(key, verdict);
            case COMPENSATION -> cancel(key, verdict);
            case CLOSE -> meaning(ledger.computeIfAbsent(key, none -> new Entry.Cancelled()));
        };
    }

    private Outcome reserve(Key key, Script.Verdict verdict) {
        return meaning(ledger.computeIfAbsent(key, none -> switch (verdict) {
            case Script.Verdict.Confirms yes -> new Entry.Reserved(yes.answer());
            case Script.Verdict.Rejects no -> new Entry.Rejected(no.reason(), no.message());
        }));
    }

    private static Outcome meaning(Entry entry) {
        return switch (entry) {
            case Entry.Reserved reserved -> new Outcome.Confirmed(reserved.answer());
            case Entry.Rejected rejected -> new Outcome.Rejected(rejected.reason(), rejected.message());
            case Entry.Cancelled cancelled -> new Outcome.Superseded();
        };
    }

    private Outcome cancel(Key key, Script.Verdict verdict) {
        return switch (verdict) {
            case Script.Verdict.Confirms yes -> {
                if (!(ledger.put(key, new Entry.Cancelled()) instanceof Entry.Cancelled)) {
                    firstCancels.add(key);
                }
                yield new Outcome.Confirmed(Payload.empty());
            }
            case Script.Verdict.Rejects no -> new Outcome.Rejected(no.reason(), no.message());
        };
    }

    /** Has every request to do a step arrive once more, as a network may at any time: nothing may come of it. */
    public void redeliverEveryRequest() {
        for (var count : List.copyOf(counts.keySet())) {
            if (count.direction() == Direction.FORWARD) {
                var step = count.key().step();
                reserve(count.key(), script(Direction.FORWARD, step).verdict());
            }
        }
    }

    /** How many calls there were in all. */
    public int calls() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often a step of a saga was called in that direction. */
    public int calls(UUID sagaId, String step, Direction direction) {
        return counts.getOrDefault(new Count(new Key(sagaId, step), direction), 0);
    }

    /** The steps that are done, and not given back, of whichever saga. */
    public Set<String> active() {
        return ledger.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Entry.Reserved)
                .map(entry -> entry.getKey().step())
                .collect(Collectors.toSet());
    }

    /** The steps of one saga that are done, and not given back. */
    public Set<String> active(UUID sagaId) {
        return ledger.entrySet().stream()
                .filter(entry -> entry.getKey().sagaId().equals(sagaId))
                .filter(entry -> entry.getValue() instanceof Entry.Reserved)
                .map(entry -> entry.getKey().step())
                .collect(Collectors.toSet());
    }

    /** The steps that were cancelled, in the order of their first cancels, of whichever saga. */
    public List<String> firstCancels() {
        return firstCancels.stream().map(Key::step).toList();
    }
}
