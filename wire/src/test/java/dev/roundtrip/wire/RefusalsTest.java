package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void busySaysWhenToComeBack() throws InvalidProtocolBufferException {
        var refusal = Refusals.busy("2000 trips are under way.", Duration.ofMillis(1500));

        assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode());
        assertEquals("2000 trips are under way.", refusal.getStatus().getDescription());
        var delay = StatusProto.fromThrowable(refusal)
                .getDetails(0)
                .unpack(RetryInfo.class)
                .getRetryDelay();
        assertEquals(1, delay.getSeconds());
        assertEquals(500_000_000, delay.getNanos());
    }

    @Test
    void unavailableMaySayWhenToComeBackToo() throws InvalidProtocolBufferException {
        var refusal = Refusals.unavailable("The database is away.", Duration.ofSeconds(2));

        assertEquals(Status.Code.UNAVAILABLE, refusal.getStatus().getCode());
        assertEquals("The database is away.", refusal.getStatus().getDescription());
        var info = StatusProto.fromThrowable(refusal).getDetails(0).unpack(RetryInfo.class);
        assertEquals(2, info.getRetryDelay().getSeconds());
    }

    @Test
    void whenToComeBackIsReadAgain() {
        assertEquals(
                Optional.of(Duration.ofMillis(1500)),
                Refusals.retryAfter(Refusals.busy("Much.", Duration.ofMillis(1500))));
        assertEquals(Optional.empty(), Refusals.retryAfter(Refusals.unavailable("Away.")));
        assertEquals(Optional.empty(), Refusals.retryAfter(new IllegalStateException("no call at all")));
    }

    @Test
    void unavailableSaysWhatIsAway() {
        var refusal = Refusals.unavailable("The database can't be reached.");
        assertEquals(Status.Code.UNAVAILABLE, refusal.getStatus().getCode());
        assertEquals("The database can't be reached.", refusal.getStatus().getDescription());
    }
}
