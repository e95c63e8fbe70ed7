package dev.roundtrip.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * When a failed call says that it may be asked for again.
     *
     * @param failure what a call ended with; any throwable
     * @return the time of its {@code google.rpc.RetryInfo}; empty when it carries no readable one
     */
    public static Optional<Duration> retryAfter(Throwable failure) {
        var status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .flatMap(detail -> delay(detail).stream())
                .findFirst();
    }

    private static Optional<Duration> delay(Any detail) {
        try {
            var delay = detail.unpack(RetryInfo.class).getRetryDelay();
            return Optional.of(Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
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
