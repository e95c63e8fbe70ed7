package dev.roundtrip.bench.stubs;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** As long as it is shut, whoever wants to give something back is turned away. */
final class CancelGate implements ServerInterceptor {
    private final Status away;
    private volatile boolean shut = true;

    /** @param away what they are told */
    CancelGate(Status.Code away) {
        this.away = away.toStatus().withDescription("Nothing is taken back now.");
    }

    /** For good. */
    void open() {
        shut = false;
    }

    @Override
    public <Q, A> Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (shut && call.getMethodDescriptor().getBareMethodName().startsWith("Cancel")) {
            call.close(away, new Metadata());
            return new Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
