package dev.roundtrip.serving;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Prioritized;

/**
 * Keeps answers from callers who have hung up. What the call set going goes on; only its answer is dropped. And keeps calls from
 * beginning that have been answered already: those whose second message is too large, which the server below refuses by itself, and
 * then hands on the first.
 *
 * <p>A server on Vert.x 4 doesn't tell a unary call that its stream was reset, writes the answer to the stream that is gone,
 * takes that for a protocol error and closes the whole connection: every other call on it would fail because one of them
 * had run out of time. (Vert.x issue 5562, Quarkus issue 56268.) The HTTP response knows better, so it is asked.
 */
@ApplicationScoped
@GlobalInterceptor
public class HangUps implements ServerInterceptor, Prioritized {
    private static final String LINE = HangUps.class.getName();
    private static final int BEFORE_GRPC = 1000;

    /** Around all other interceptors, so that what they answer is guarded too. */
    private static final int OUTERMOST = 1000;

    void note(@Observes Filters filters) {
        filters.register(
                request -> {
                    Vertx.currentContext().putLocal(LINE, request.response());
                    request.next();
                },
                BEFORE_GRPC);
    }

    @Override
    public int getPriority() {
        return OUTERMOST;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Vertx.currentContext();
        HttpServerResponse line = context == null ? null : context.getLocal(LINE);
        return line == null
                ? next.startCall(call, headers)
                : new Begun<>(next.startCall(new Guarded<>(call, line), headers), line);
    }

    /** A method is called when its caller is done. */
    private static final class Begun<Q> extends SimpleForwardingServerCallListener<Q> {
        private final HttpServerResponse line;

        private Begun(ServerCall.Listener<Q> listener, HttpServerResponse line) {
            super(listener);
            this.line = line;
        }

        @Override
        public void onHalfClose() {
            if (!line.ended()) {
                super.onHalfClose();
            }
        }
    }

    private static final class Guarded<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final HttpServerResponse line;

        private Guarded(ServerCall<Q, A> call, HttpServerResponse line) {
            super(call);
            this.line = line;
        }

        /** Whether anyone still waits for an answer: not who has hung up, nor whose message was refused as too large. */
        private boolean isOpen() {
            return !line.closed() && !line.ended();
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (isOpen()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (isOpen()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (isOpen()) {
                super.close(status, trailers);
            }
        }
    }
}
