package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** One node of a run: the production engine over the production journal, and its fate between it and all the others. */
final class Orchestrator {
    /** Longer than any run takes: a dead one's lease is ended by hand. */
    static final Duration LEASE = Duration.ofHours(2);

    /** More than two takeovers and an unknown outcome use up: each begins the attempt anew under the next number. */
    private static final int ATTEMPTS = 6;

    /** How long a request stays on the wire whose sender has died: past whatever the others do. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final RequestCodec<String> WORDS = new RequestCodec<>() {
        @Override
        public Payload encode(String request) {
            return Payload.of(request.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(Payload payload) {
            return new String(payload.bytes(), StandardCharsets.UTF_8);
        }
    };

    private final World.Node node;
    private final Fate fate;
    private final BentParticipants participants;
    private final SagaBlueprint<String> blueprint;
    private final SagaEngine engine;
    private final UUID id;

    /**
     * Makes one; it is not opened yet.
     *
     * @param name of the definition, which no other run has: nobody else's sweep finds this run's saga
     * @param called is told of each call before it is made
     */
    Orchestrator(
            String name,
            Journal journal,
            Clockwork clockwork,
            Fate fate,
            BentParticipants participants,
            Journey journey,
            Consumer<Append> moved,
            Consumer<StepCall<String>> called) {
        this.node = clockwork.world().node();
        this.fate = fate;
        this.participants = participants;
        this.blueprint = blueprint(name, journey, called);
        var ids = new ArrayList<UUID>();
        this.engine = new SagaEngine(
                StruckJournal.between(journal, clockwork, node, fate, moved),
                node,
                settings(),
                List.of(blueprint),
                () -> {
                    ids.add(UUID.randomUUID());
                    return ids.getLast();
                });
        // The first id that an engine draws is its own.
        this.id = ids.getFirst();
    }

    private static EngineSettings settings() {
        return new EngineSettings(
                "node",
                AdmissionLimits.ofNumber(100),
                LEASE,
                Duration.ofSeconds(3),
                100,
                5,
                Duration.ofMillis(50),
                256,
                2,
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
    }

    private SagaBlueprint<String> blueprint(String name, Journey journey, Consumer<StepCall<String>> called) {
        var act = fated(Direction.FORWARD, called);
        var undo = fated(Direction.COMPENSATION, call -> {});
        var close = fated(Direction.CLOSE, call -> {});
        return switch (journey.shape()) {
            case TRIP -> {
                var saga = SagaBlueprint.named(name, 1, WORDS).within(deadline(journey, Duration.ofMillis(300)));
                var flight = patient(saga.step("flight", act).undoneBy(undo));
                var hotel = patient(flight.step("hotel", act).undoneBy(undo).after("flight"));
                yield patient(hotel.step("car", act).undoneBy(undo).after("flight"))
                        .build();
            }
            case ORDER -> {
                var saga = SagaBlueprint.named(name, 1, WORDS).within(deadline(journey, Duration.ofMillis(200)));
                var payment = patient(saga.step("payment", act).undoneBy(undo));
                var delivery =
                        patient(payment.pivot("delivery", act).closedBy(close).after("payment"));
                yield patient(delivery.retriable("thanks", act).after("delivery"))
                        .build();
            }
        };
    }

    /** {@code passing}: one that passes while calls of the middle step are out. */
    private static Duration deadline(Journey journey, Duration passing) {
        return journey.turn() == Journey.Turn.DEADLINE ? passing : Duration.ofMinutes(10);
    }

    private static SagaBlueprint.StepBuilder<String> patient(SagaBlueprint.StepBuilder<String> step) {
        var backoff = new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(1), 0);
        return step.answeringWithin(Duration.ofMillis(500))
                .retried(new RetryPolicy(backoff, ATTEMPTS, Duration.ofMinutes(1)))
                .undoRetried(backoff)
                .stuckAfter(Duration.ofSeconds(1));
    }

    private Action<String> fated(Direction direction, Consumer<StepCall<String>> called) {
        var action = participants.action(direction);
        return call -> {
            var what = direction + " " + call.step();
            if (fate.strikes(Moment.Kind.CALL_UNSENT, what)) {
                node.die();
                return Uni.createFrom().nothing();
            }
            if (fate.strikes(Moment.Kind.CALL_UNDER_WAY, what)) {
                participants.arriveLate(LATE, action, call);
                node.die();
                return Uni.createFrom().nothing();
            }
            if (fate.strikes(Moment.Kind.CALL_ASLEEP, what)) {
                node.freeze();
                return Uni.createFrom()
                        .<Outcome>emitter(emitter -> node.execute(
                                () -> action.call(call).subscribe().with(emitter::complete, emitter::fail)));
            }
            called.accept(call);
            return action.call(call).invoke(outcome -> {
                if (fate.strikes(Moment.Kind.CALL_UNHEARD, what)) {
                    node.die();
                }
            });
        };
    }

    UUID id() {
        return id;
    }

    SagaEngine engine() {
        return engine;
    }

    SagaBlueprint<String> blueprint() {
        return blueprint;
    }

    Fate fate() {
        return fate;
    }

    /** Whether it does nothing any more, or nothing for now. */
    boolean isGone() {
        return node.isFrozen();
    }

    void wakeUp() {
        node.thaw();
    }

    void die() {
        node.die();
    }
}
