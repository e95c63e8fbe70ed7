package dev.roundtrip.serving;

import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Answers gRPC calls by one of a few refusals, which are kept once they are made: but for the first ones no message is read for it,
 * none is written, and no exception is made. To be used before the call reaches its method.
 */
public final class TurnedAway {
    /** So many different ones, for refusals in which something is left to chance. */
    private static final int DIFFERENT = 64;

    private record Ready(String code, String message, String details) {}

    private final Supplier<StatusRuntimeException> refusals;
    /** Each is made when it is first needed: none is at the start, where it would be in the way. */
    private final AtomicReferenceArray<Ready> ready = new AtomicReferenceArray<>(DIFFERENT);

    /**
     * Makes none yet.
     *
     * @param refusals says how one call would be refused; its description is plain ASCII; any thread may ask it
     */
    public TurnedAway(Supplier<StatusRuntimeException> refusals) {
        this.refusals = refusals;
    }

    private Ready one() {
        var place = ThreadLocalRandom.current().nextInt(DIFFERENT);
        var one = ready.get(place);
        if (one == null) {
            one = ready(refusals.get());
            ready.set(place, one);
        }
        return one;
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
        var one = one();
        response.setStatusCode(200)
                .putHeader("content-type", "application/grpc")
                .putHeader("grpc-accept-encoding", "identity")
                .putHeader("grpc-status", one.code())
                .putHeader("grpc-message", one.message())
                .putHeader("grpc-status-details-bin", one.details());
        response.end();
    }
}
