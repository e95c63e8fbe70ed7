package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Action;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A saga as a user of the test kit has it, with actions that must not be called in a test. */
final class Orders {
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

    private static final Action<String> REAL = Orders::callsTheRealService;

    private Orders() {}

    static SagaBlueprint<String> blueprint() {
        return SagaBlueprint.named("order", 1, WORDS)
                .within(Duration.ofMinutes(10))
                .step("payment", REAL)
                .undoneBy(REAL)
                .step("stock", REAL)
                .undoneBy(REAL)
                .after("payment")
                .step("gift-wrap", REAL)
                .undoneBy(REAL)
                .after("stock")
                .onlyIf(request -> request.contains("gift"))
                .build();
    }

    private static Uni<Outcome> callsTheRealService(StepCall<String> call) {
        throw new IllegalStateException("the real " + call.step() + " was called in a test");
    }
}
