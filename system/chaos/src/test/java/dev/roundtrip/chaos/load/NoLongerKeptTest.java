package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoLongerKeptTest {
    private static final Optional<NoLongerKept> SEVEN =
            Optional.of(new NoLongerKept("7", TripStatus.TRIP_STATUS_COMPENSATED));

    private static StatusRuntimeException refusal(String reason) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage("gone")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .putMetadata("trip_id", "7")
                        .putMetadata("status", "TRIP_STATUS_COMPENSATED")
                        .build()))
                .build());
    }

    @Test
    void isReadFromAnErrorOverGrpc() {
        var answer = Answer.of(refusal("TRIP_NO_LONGER_KEPT"));
        assertEquals(new Answer.Refused<>(io.grpc.Status.Code.FAILED_PRECONDITION, "gone", SEVEN), answer);
        assertEquals(Optional.empty(), NoLongerKept.toldBy(refusal("ANOTHER_REASON")));
        assertEquals(Optional.empty(), NoLongerKept.toldBy(io.grpc.Status.NOT_FOUND.asRuntimeException()));
    }

    @Test
    void isReadFromAProblemOverRest() {
        assertEquals(SEVEN, NoLongerKept.toldBy("""
                        {"title": "The trip is no longer kept", "status": 410, "code": "FAILED_PRECONDITION",
                         "trip": {"trip_id": "7", "status": "TRIP_STATUS_COMPENSATED", "end_time": "2030-01-01T00:00:00Z"}}
                        """));
        assertEquals(Optional.empty(), NoLongerKept.toldBy("{\"title\": \"It is too late for that\"}"));
        assertEquals(Optional.empty(), NoLongerKept.toldBy("<html>"));
    }
}
