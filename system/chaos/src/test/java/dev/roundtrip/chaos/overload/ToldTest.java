package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Timestamp END = Timestamp.getDefaultInstance();

    @Test
    void onlyACompletedTripIsBooked() {
        assertEquals(
                new Told.Booked(),
                Told.of(trip(TripStatus.TRIP_STATUS_COMPLETED).setEndTime(END).build()));
        assertEquals(
                new Told.NotBooked(),
                Told.of(trip(TripStatus.TRIP_STATUS_COMPENSATED).setEndTime(END).build()));
        assertEquals(
                new Told.Undecided(),
                Told.of(trip(TripStatus.TRIP_STATUS_RUNNING).build()));
    }

    @Test
    void aRefusalIsClearWhenItSaysWhenToComeBack() {
        assertEquals(
                new Told.Refused(),
                Told.of(exhausted(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(1))
                        .build())));
        assertEquals(
                new Told.Unclear("RESOURCE_EXHAUSTED without RetryInfo"),
                Told.of(exhausted(RetryInfo.getDefaultInstance())));
        assertEquals(
                new Told.Unclear("RESOURCE_EXHAUSTED without RetryInfo"),
                Told.of(Status.RESOURCE_EXHAUSTED.asRuntimeException()));
    }

    @Test
    void whateverElseFailsIsUnclear() {
        assertEquals(new Told.Unclear("UNAVAILABLE"), Told.of(Status.UNAVAILABLE.asRuntimeException()));
        assertEquals(new Told.Unclear("DEADLINE_EXCEEDED"), Told.of(Status.DEADLINE_EXCEEDED.asRuntimeException()));
    }

    private static Throwable exhausted(RetryInfo info) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.RESOURCE_EXHAUSTED.getNumber())
                .addDetails(Any.pack(info))
                .build());
    }

    private static Trip.Builder trip(TripStatus status) {
        return Trip.newBuilder().setStatus(status);
    }
}
