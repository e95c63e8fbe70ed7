package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest.FieldViolation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldViolationsTest {
    @Test
    void nothingWrongEndsNothing() {
        var violations = new FieldViolations();
        assertTrue(violations.require(true, "flight.origin", "must be there"));
        assertTrue(violations.isEmpty());
        assertDoesNotThrow(violations::throwIfAny);
    }

    @Test
    void everyWrongFieldIsNamedForPeopleAndForPrograms() {
        var violations = new FieldViolations();
        assertFalse(violations.require(false, "flight.origin", "must be an airport"));
        violations.require(false, "passengers", "must be 1 to 9");

        var failure = assertThrows(StatusRuntimeException.class, violations::throwIfAny);

        assertEquals(Status.Code.INVALID_ARGUMENT, failure.getStatus().getCode());
        assertEquals(
                "flight.origin: must be an airport; passengers: must be 1 to 9",
                failure.getStatus().getDescription());
        assertEquals(
                List.of(violation("flight.origin", "must be an airport"), violation("passengers", "must be 1 to 9")),
                FieldViolations.of(failure));
    }

    @Test
    void aSingleViolationIsAnErrorOfTheSameShape() {
        var failure = FieldViolations.single("key", "was used before");
        assertEquals("key: was used before", failure.getStatus().getDescription());
        assertEquals(List.of(violation("key", "was used before")), FieldViolations.of(failure));
    }

    @Test
    void halfACharacterIsNotSentBack() {
        var failure = FieldViolations.single("key\uDC00", "starts with \uD800, which is half a character");
        assertEquals(
                List.of(violation("key?", "starts with ?, which is half a character")), FieldViolations.of(failure));
        assertEquals(
                "key?: starts with ?, which is half a character",
                failure.getStatus().getDescription());
    }

    /** They go with the headers of the answer, and clients take 8 KiB of those unless told otherwise. */
    @Test
    void moreThanHeadersCanTellIsCounted() {
        var violations = new FieldViolations();
        for (int at = 0; at < 300; at++) {
            violations.require(
                    false, "sagas[" + at + "].saga_id", "must be a saga's id: a UUID in its 36-character form");
        }
        var failure = assertThrows(StatusRuntimeException.class, violations::throwIfAny);

        var named = FieldViolations.of(failure);
        assertEquals("sagas[0].saga_id", named.getFirst().getField());
        assertTrue(named.size() > 10, named::toString);
        var message = failure.getStatus().getDescription();
        assertTrue(message.endsWith("; and " + (300 - named.size()) + " more"), message);
        // As it is sent: a character that is no letter may take three bytes, and three bytes of details take four.
        int sent = URLEncoder.encode(message, StandardCharsets.UTF_8).length()
                + StatusProto.fromThrowable(failure).getSerializedSize() * 4 / 3;
        assertTrue(sent < 7_500, () -> sent + " bytes");
    }

    @Test
    void otherFailuresNameNoFields() {
        assertEquals(List.of(), FieldViolations.of(new IllegalStateException("a bug")));
        assertEquals(List.of(), FieldViolations.of(Status.INVALID_ARGUMENT.asRuntimeException()));
    }

    private static FieldViolation violation(String field, String description) {
        return FieldViolation.newBuilder()
                .setField(field)
                .setDescription(description)
                .build();
    }
}
