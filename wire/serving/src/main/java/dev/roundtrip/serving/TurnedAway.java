package dev.roundtrip.serving;

import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers gRPC calls by a refusal that was made beforehand: no message is read for it, none is written, and no exception is made. To
 * be used before the call reaches its method.
 */
public final class TurnedAway {
    /** So many different ones, for refusals in which something is left to chance. */
    private static final int DIFFERENT = 64;

    private record Ready(String code, String message, String details) {}

    private final List<Ready> ready;

    /**
     * Makes some.
     *
     * @param refusals says how one call would be refused; its description is plain ASCII
     */
    public TurnedAway(Supplier<StatusRuntimeException> refusals) {
        ready = Stream.generate(refusals)
                .limit(DIFFERENT)
                .map(TurnedAway::ready)
                .toList();
    }

    private static Ready ready(StatusRuntimeException refusal) {
        Status status = StatusProto.fromThrowable(refusal);
        return new Ready(
                String.valueOf(status.getCode()),
                status.getMessage(),
                Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()));
    }

    /** Answers with one of them. */
    public void answer(HttpServerResponse response) {
        var one = ready.get(ThreadLocalRandom.current().nextInt(DIFFERENT));
        response.setStatusCode(200)
                .putHeader("content-type", "application/grpc")
                .putHeader("grpc-accept-encoding", "identity")
                .putHeader("grpc-status", one.code())
                .putHeader("grpc-message", one.message())
                .putHeader("grpc-status-details-bin", one.details());
        response.end();
    }
}
