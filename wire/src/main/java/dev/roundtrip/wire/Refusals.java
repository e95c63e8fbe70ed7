package dev.roundtrip.wire;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** Errors of a server that can't say now that it did what it was asked. The same call may be repeated; its message says
 * whether anything may have happened. */
public final class Refusals {
    private Refusals() {}

    /**
     * Too much is under way: RESOURCE_EXHAUSTED with a {@code google.rpc.RetryInfo}.
     *
     * @param message one sentence, for people
     * @param retryAfter how long to wait before asking again
     */
    public static StatusRuntimeException busy(String message, Duration retryAfter) {
        return refusal(Code.RESOURCE_EXHAUSTED, message, retryAfter);
    }

    /**
     * Something this server needs is away: UNAVAILABLE.
     *
     * @param message one sentence, for people
     */
    public static StatusRuntimeException unavailable(String message) {
        return io.grpc.Status.UNAVAILABLE.withDescription(message).asRuntimeException();
    }

    /**
     * Something this server needs is away: UNAVAILABLE with a {@code google.rpc.RetryInfo}.
     *
     * @param message one sentence, for people
     * @param retryAfter how long to wait before asking again
     */
    public static StatusRuntimeException unavailable(String message, Duration retryAfter) {
        return refusal(Code.UNAVAILABLE, message, retryAfter);
    }

    private static StatusRuntimeException refusal(Code code, String message, Duration retryAfter) {
        var delay = com.google.protobuf.Duration.newBuilder()
                .setSeconds(retryAfter.getSeconds())
                .setNanos(retryAfter.getNano());
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
                .build());
    }
}
