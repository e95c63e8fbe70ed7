package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.journal.JournalUnavailable;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

class ApiErrorsTest {
    private static final Throwable CLOSED = new IllegalStateException("Session/EntityManager is closed");

    @Test
    void whatIsNotUnderstoodIsABug() {
        assertEquals(
                Status.Code.INTERNAL, ApiErrors.of(CLOSED, false).getStatus().getCode());
    }

    @Test
    void aCallThatIsCutOffByTheStopOfItsProcessMayBeRepeated() {
        var status = ApiErrors.of(CLOSED, true).getStatus();
        assertEquals(Status.Code.UNAVAILABLE, status.getCode());
        assertTrue(status.getDescription().contains("stopping"), status.getDescription());
    }

    @Test
    void whatWasMeantIsSaidAlsoWhileStopping() {
        var meant = Status.NOT_FOUND.withDescription("There is no such trip.").asRuntimeException();
        assertEquals(meant, ApiErrors.of(meant, true));
    }

    @Test
    void aJournalThatIsAwayIsNoBug() {
        var failure = new JournalUnavailable("The connection was lost.", null);
        assertEquals(
                Status.Code.UNAVAILABLE,
                ApiErrors.of(failure, false).getStatus().getCode());
    }
}
