package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.roundtrip.saga.journal.JournalUnavailable;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiErrorsTest {
    private static final Throwable CLOSED = new IllegalStateException("Pool is closed");

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
    void whileTheDatabaseIsAwayCallersAreToldWhenToComeBack() throws InvalidProtocolBufferException {
        for (var failure : List.of(
                new JournalUnavailable("The journal can't be read now.", new ConnectException("refused")),
                new IllegalStateException(new ConnectException("refused")),
                new IllegalStateException(new PgException("shutting down", "FATAL", "57P01", null)),
                new NoStackTraceThrowable("Timeout"),
                new IllegalStateException(
                        new VertxException("Connection is not active now, current status: CLOSED")))) {
            var told = ApiErrors.of(failure);
            assertEquals(Status.Code.UNAVAILABLE, told.getStatus().getCode());
            var retry = StatusProto.fromThrowable(told).getDetails(0).unpack(RetryInfo.class);
            assertTrue(retry.getRetryDelay().getSeconds() >= 1, retry.toString());
        }
    }

    @Test
    void whatWasMeantForTheCallerReachesItAsItIs() {
        var meant = Status.NOT_FOUND.withDescription("There is no such trip.").asRuntimeException();
        assertEquals(meant, ApiErrors.of(meant));
    }

    @Test
    void aBugIsNoReasonToRepeatTheCall() {
        var told = ApiErrors.of(new PgException("no such column", "ERROR", "42703", null));
        assertEquals(Status.Code.INTERNAL, told.getStatus().getCode());
    }
}
