package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepIdTest {
    private static final String SAGA = "01977f2c-6b1e-7c3d-8a4f-0123456789ab";

    @Test
    void aKeyInOrderIsReadWithTheTimeItsSagaStarted() {
        var id = StepId.require(key(SAGA, "flight-2"));
        assertEquals(SAGA, id.sagaId().toString());
        assertEquals("flight-2", id.step());
        assertEquals(Instant.ofEpochMilli(0x01977f2c6b1eL), id.sagaStartedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "'', key.saga_id",
        "1-1-7001-8001-1, key.saga_id",
        "01977f2c-6b1e-4c3d-8a4f-0123456789ab, key.saga_id",
        "01977f2c-6b1e-7c3d-7a4f-0123456789ab, key.saga_id",
        "01977f2c6b1e7c3d8a4f0123456789ab, key.saga_id"
    })
    void anIdThatIsNoVersion7UuidIsNamed(String saga, String field) {
        assertEquals(List.of(field), fieldsOf(key(saga, "flight")));
    }

    @ParameterizedTest
    @CsvSource({"''", "Flight", "2nd", "-", "a_b", "'a b'"})
    void aStepThatIsNoNameIsNamed(String step) {
        assertEquals(List.of("key.step"), fieldsOf(key(SAGA, step)));
        assertEquals(List.of("key.step"), fieldsOf(key(SAGA, "a".repeat(65))));
    }

    @Test
    void aMissingKeyIsWrongInBoth() {
        assertEquals(List.of("key.saga_id", "key.step"), fieldsOf(StepKey.getDefaultInstance()));
    }

    private static List<String> fieldsOf(StepKey key) {
        var refusal = assertThrows(StatusRuntimeException.class, () -> StepId.require(key));
        return FieldViolations.of(refusal).stream()
                .map(violation -> violation.getField())
                .toList();
    }

    private static StepKey key(String saga, String step) {
        return StepKey.newBuilder().setSagaId(saga).setStep(step).build();
    }
}
