package dev.roundtrip.orchestrator.api;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.roundtrip.orchestrator.trip.TripView;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.wire.Dates;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;

/** What a repeated booking is answered whose trip has ended and is deleted by now. */
final class NoLongerKept {
    private static final String REASON = "TRIP_NO_LONGER_KEPT";
    private static final String DOMAIN = "roundtrip";

    private NoLongerKept() {}

    /** FAILED_PRECONDITION, with all that is still known of the trip in a {@code google.rpc.ErrorInfo}. */
    static StatusRuntimeException of(String requestId, Started.NoLongerKept gone) {
        var status = TripView.status(gone.status()).name();
        var end = Timestamps.toString(Dates.toTimestamp(gone.endedAt()));
        var info = ErrorInfo.newBuilder()
                .setReason(REASON)
                .setDomain(DOMAIN)
                .putMetadata("trip_id", gone.sagaId().toString())
                .putMetadata("status", status)
                .putMetadata("end_time", end);
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage("request_id " + requestId + " was used for trip " + gone.sagaId() + ", which ended " + end
                        + " as " + status + " and is no longer kept. Nothing new was accepted.")
                .addDetails(Any.pack(info.build()))
                .build());
    }

    /** What {@link #of} told of the trip, if this error is one of its own. */
    static Optional<Map<String, String>> toldBy(StatusRuntimeException error) {
        var status = StatusProto.fromThrowable(error);
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(NoLongerKept::unpack)
                .filter(info -> info.getReason().equals(REASON))
                .map(ErrorInfo::getMetadataMap)
                .findFirst();
    }

    private static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            return ErrorInfo.getDefaultInstance();
        }
    }
}
