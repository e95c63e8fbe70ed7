package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.StatusRuntimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final LocalDate FIRST = LocalDate.of(2031, 5, 1);

    @Test
    void isOneToThirtyDays() {
        for (var days : List.of(1, 30)) {
            var violations = new FieldViolations();
            assertEquals(
                    Optional.of(days), read(FIRST.plusDays(days), violations).map(Period::days));
            violations.throwIfAny();
        }
    }

    @Test
    void isNeitherEmptyNorReversedNorLonger() {
        for (var end : List.of(FIRST, FIRST.minusDays(1), FIRST.plusDays(31))) {
            var violations = new FieldViolations();
            assertEquals(Optional.empty(), read(end, violations));
            var refusal = Assertions.assertThrows(StatusRuntimeException.class, violations::throwIfAny);
            assertEquals(
                    "check_out: must be 1 to 30 days after check_in",
                    refusal.getStatus().getDescription());
        }
    }

    private static Optional<Period> read(LocalDate end, FieldViolations violations) {
        return Period.read("check_in", Dates.toDate(FIRST), "check_out", Dates.toDate(end), violations);
    }
}
