package dev.roundtrip.chaos.load;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorInfo;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/**
 * What is still told of a trip that has ended and is deleted: the word of how it ended.
 *
 * @param tripId its id
 * @param endedAs its last status
 */
record NoLongerKept(String tripId, TripStatus endedAs) {
    private static final String REASON = "TRIP_NO_LONGER_KEPT";
    private static final String TRIP_ID = "trip_id";
    private static final String STATUS = "status";

    /** What an error over gRPC tells of one; empty when it is about none. */
    static Optional<NoLongerKept> toldBy(StatusRuntimeException error) {
        return StatusProto.fromThrowable(error).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(NoLongerKept::unpack)
                .filter(info -> info.getReason().equals(REASON))
                .map(info -> new NoLongerKept(
                        info.getMetadataOrThrow(TRIP_ID), TripStatus.valueOf(info.getMetadataOrThrow(STATUS))))
                .findFirst();
    }

    private static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("an ErrorInfo that can't be read", e);
        }
    }

    /** What a problem in JSON, over REST, tells of one; empty when it is about none. */
    static Optional<NoLongerKept> toldBy(String problem) {
        var read = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(problem, read);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(read.getFieldsMap().get("trip"))
                .map(trip -> trip.getStructValue().getFieldsMap())
                .filter(trip -> trip.containsKey(TRIP_ID) && trip.containsKey(STATUS))
                .map(trip -> new NoLongerKept(
                        trip.get(TRIP_ID).getStringValue(),
                        TripStatus.valueOf(trip.get(STATUS).getStringValue())));
    }
}
