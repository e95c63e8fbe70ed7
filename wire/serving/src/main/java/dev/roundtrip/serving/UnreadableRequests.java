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
 * Answers INVALID_ARGUMENT to a request that isn't one: bytes that can't be read, a message that ends in the middle, none, or
 * more than one.
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
        private boolean refused;

        private OneMessage(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            if (came) {
                // gRPC's own answer to it is INTERNAL, which sounds as if the fault were here.
                refuse("This method takes one message, and more than one came.");
            } else {
                came = true;
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (came && !refused) {
                super.onHalfClose();
            } else {
                refuse("The request is no whole message of the kind that this method takes.");
            }
        }

        /** The method below is reached when the caller is done, and so never, once this was called. */
        private void refuse(String why) {
            if (!refused) {
                refused = true;
                call.close(Status.INVALID_ARGUMENT.withDescription(why), new Metadata());
            }
        }
    }
}
