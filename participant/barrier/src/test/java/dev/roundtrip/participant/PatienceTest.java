package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration OURS = Duration.ofNanos(100);

    @Test
    void endsWithTheCallersDeadlineWhenThatComesFirst() {
        var patience = Patience.of(OURS, Optional.of(Duration.ofNanos(40)), 7);
        assertFalse(patience.isOver(46));
        assertTrue(patience.isOver(47));
        assertEquals(
                Status.Code.DEADLINE_EXCEEDED,
                patience.refusal().get().getStatus().getCode());
    }

    @Test
    void endsWithOursOtherwise() {
        for (var timeLeft : new Optional<?>[] {Optional.empty(), Optional.of(Duration.ofDays(1)), Optional.of(OURS)}) {
            var patience = Patience.of(OURS, timeLeft.map(Duration.class::cast), 7);
            assertFalse(patience.isOver(106));
            assertTrue(patience.isOver(107));
            assertEquals(
                    Status.Code.RESOURCE_EXHAUSTED,
                    patience.refusal().get().getStatus().getCode());
        }
    }

    @Test
    void isOverAtOnceForWhoComesTooLate() {
        assertTrue(Patience.of(OURS, Optional.of(Duration.ofNanos(-1)), 7).isOver(7));
    }
}
