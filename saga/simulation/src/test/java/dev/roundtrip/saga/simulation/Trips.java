package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A saga of the shape that trips have, for tests of the engine; it is started with a word. */
final class Trips {
    static final RequestCodec<String> WORDS = new RequestCodec<>() {
        @Override
        public Payload encode(String request) {
            return Payload.of(request.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(Payload payload) {
            return new String(payload.bytes(), StandardCharsets.UTF_8);
        }
    };

    /** What lies between a saga and its participants. */
    @FunctionalInterface
    interface Network {
        Action<String> between(Direction direction, Action<String> action);
    }

    static final Network GOOD = (direction, action) -> action;

    /** Reserves of that step get no answer, and do nothing, as long as {@code holds}. */
    static Network silent(String step, BooleanSupplier holds) {
        return (direction, action) ->
                call -> direction == Direction.FORWARD && call.step().equals(step) && holds.getAsBoolean()
                        ? Uni.createFrom().nothing()
                        : action.call(call);
    }

    private Trips() {}

    /** Participants of which these have nothing left. */
    static Participants soldOut(World world, String... steps) {
        var participants = new Participants(world);
        for (var step : steps) {
            participants.given(step, Script.rejects("SOLD_OUT", "No " + step + " is left."));
        }
        return participants;
    }

    static SagaBlueprint<String> blueprint(Participants participants, Network network) {
        var reserve = network.between(Direction.FORWARD, participants.<String>play(Direction.FORWARD));
        var cancel = network.between(Direction.COMPENSATION, participants.<String>play(Direction.COMPENSATION));
        return SagaBlueprint.named("trip", 1, WORDS)
                .within(Duration.ofMinutes(10))
                .step("flight", reserve)
                .undoneBy(cancel)
                .step("hotel", reserve)
                .undoneBy(cancel)
                .after("flight")
                .step("car", reserve)
                .undoneBy(cancel)
                .after("flight")
                .onlyIf(request -> !request.contains("no car"))
                .build();
    }

    static SagaEngine engine(World.Node node, Journal journal, SagaBlueprint<String> blueprint, Random ids) {
        Supplier<UUID> source = () -> new UUID(ids.nextLong(), ids.nextLong());
        return new SagaEngine(journal, node, EngineSettings.defaults("test"), List.of(blueprint), source);
    }
}
