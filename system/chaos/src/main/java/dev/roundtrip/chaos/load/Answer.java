package dev.roundtrip.chaos.load;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * What came of a call.
 *
 * @param <T> what is hoped for
 */
sealed interface Answer<T> {
    /** What was hoped for. */
    record Given<T>(T message) implements Answer<T> {}

    /**
     * A clear no: nothing has come of this call.
     *
     * @param gone what is still known of a trip that had come of an earlier one, and is deleted by now
     */
    record Refused<T>(Status.Code code, String why, Optional<NoLongerKept> gone) implements Answer<T> {
        Refused(Status.Code code, String why) {
            this(code, why, Optional.empty());
        }
    }

    /** Nobody knows: the call may have been carried out, or may yet be. */
    record Silence<T>(Status.Code code, String why) implements Answer<T> {}

    /** What the contract doesn't allow for: a bug. */
    record Broken<T>(Status.Code code, String why) implements Answer<T> {}

    /** What a gRPC call that failed so has come to. */
    static <T> Answer<T> of(StatusRuntimeException failure) {
        var answer = Answer.<T>of(failure.getStatus());
        return answer instanceof Refused<T> refused
                ? new Refused<>(refused.code(), refused.why(), NoLongerKept.toldBy(failure))
                : answer;
    }

    /** What a gRPC call that ended so has come to. */
    static <T> Answer<T> of(Status status) {
        var why = String.valueOf(status.getDescription());
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, RESOURCE_EXHAUSTED ->
                new Refused<>(status.getCode(), why);
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new Silence<>(status.getCode(), why);
            // Of a connection that broke the client's own library says one of these two.
            case INTERNAL, UNKNOWN ->
                isOfTheWire(status) ? new Silence<>(status.getCode(), why) : new Broken<>(status.getCode(), why);
            case OK, OUT_OF_RANGE, UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED, ABORTED, DATA_LOSS ->
                new Broken<>(status.getCode(), why);
        };
    }

    private static boolean isOfTheWire(Status status) {
        var why = String.valueOf(status.getDescription());
        return status.getCause() != null
                || why.startsWith("HTTP/2 error code")
                || why.startsWith("RST_STREAM")
                || why.startsWith("Received unexpected EOS")
                || why.startsWith("Encountered end-of-stream")
                || why.startsWith("Half-closed without")
                || why.startsWith("No value received");
    }
}
