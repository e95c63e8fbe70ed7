package dev.roundtrip.wire;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Keeps answers from callers who have hung up. What the call set going goes on; only its answer is dropped.
 *
 * <p>A server on Vert.x 4 doesn't tell a unary call that its stream was reset, writes the answer to the stream that is gone,
 * takes that for a protocol error and closes the whole connection: every other call on it would fail because one of them
 * had run out of time. (Vert.x issue 5562, Quarkus issue 56268.) The HTTP response knows better, so it is asked.
 */
public class HangUpGuard implements ServerInterceptor {
    private static final String LINE = HangUpGuard.class.getName();

    /** To be called on the request's own context before gRPC handles it. */
    protected static void noteLine(HttpServerResponse response) {
        Vertx.currentContext().putLocal(LINE, response);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Vertx.currentContext();
        HttpServerResponse line = context == null ? null : context.getLocal(LINE);
        return next.startCall(line == null ? call : new Guarded<>(call, line), headers);
    }

    private static final class Guarded<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final HttpServerResponse line;

        private Guarded(ServerCall<Q, A> call, HttpServerResponse line) {
            super(call);
            this.line = line;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!line.closed()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (!line.closed()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!line.closed()) {
                super.close(status, trailers);
            }
        }
    }
}
