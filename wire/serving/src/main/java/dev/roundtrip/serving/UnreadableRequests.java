package dev.roundtrip.serving;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers INVALID_ARGUMENT to a request that isn't one: bytes that can't be read, a message that ends in the middle, or none.
 *
 * <p>The server below drops what it can't decode and says nothing of it, so that the caller would get INTERNAL, which sounds
 * as if asking again could help. All that can be seen from here is that the caller is done and no message has come.
 */
@ApplicationScoped
@GlobalInterceptor
public class UnreadableRequests implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var listener = next.startCall(call, headers);
        return call.getMethodDescriptor().getType().clientSendsOneMessage()
                ? new OneMessage<>(listener, call)
                : listener;
    }

    private static final class OneMessage<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private boolean came;

        private OneMessage(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            came = true;
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            if (came) {
                super.onHalfClose();
            } else {
                call.close(
                        Status.INVALID_ARGUMENT.withDescription(
                                "The request is no whole message of the kind that this method takes."),
                        new Metadata());
            }
        }
    }
}
