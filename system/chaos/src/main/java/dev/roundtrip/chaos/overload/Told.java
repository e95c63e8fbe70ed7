package dev.roundtrip.chaos.overload;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** What one call was told, in the time that its client had for it. */
sealed interface Told {
    /** The trip is booked: what a client comes for. */
    record Booked() implements Told {}

    /** The trip was accepted and has come to another end, which is as good an answer. */
    record NotBooked() implements Told {}

    /** It was accepted, and the client's time was over before it was decided. */
    record Undecided() implements Told {}

    /** Nothing was accepted, and the client knows that, and when to come back. */
    record Refused() implements Told {}

    /** Anything else: the client doesn't know where it stands. */
    record Unclear(String code) implements Told {}

    /** An answer. */
    static Told of(Trip trip) {
        if (trip.getStatus() == TripStatus.TRIP_STATUS_COMPLETED) {
            return new Booked();
        }
        return trip.hasEndTime() ? new NotBooked() : new Undecided();
    }

    /** A failure; a refusal is a clear one only with the time to come back. */
    static Told of(Throwable failure) {
        var status = Status.fromThrowable(failure);
        if (status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
            return new Unclear(status.getCode().name());
        }
        return saysWhen(failure) ? new Refused() : new Unclear("RESOURCE_EXHAUSTED without RetryInfo");
    }

    private static boolean saysWhen(Throwable failure) {
        var said = StatusProto.fromThrowable(failure);
        return said != null
                && said.getDetailsList().stream().anyMatch(detail -> {
                    try {
                        return detail.is(RetryInfo.class)
                                && detail.unpack(RetryInfo.class).hasRetryDelay();
                    } catch (InvalidProtocolBufferException e) {
                        return false;
                    }
                });
    }
}
