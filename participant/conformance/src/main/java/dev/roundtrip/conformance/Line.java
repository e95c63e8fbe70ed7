package dev.roundtrip.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection to the participant. Bytes go out and come back as they are; for use by any number of threads. */
public final class Line implements AutoCloseable {
    private static final int MOST_BYTES_BACK = 16 << 20;

    private final ManagedChannel channel;

    private Line(ManagedChannel channel) {
        this.channel = channel;
    }

    static Line to(Target target) {
        return new Line(NettyChannelBuilder.forAddress(target.host(), target.port())
                .usePlaintext()
                .maxInboundMessageSize(MOST_BYTES_BACK)
                .build());
    }

    /** Begins a call that ends, one way or another, by its deadline. */
    public Call start(Method method, ByteString request, Duration deadline) {
        var call = channel.newCall(
                Bytes.method(method.fullName()),
                CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
        var reply = new CompletableFuture<Reply>();
        ClientCalls.asyncUnaryCall(call, request.toByteArray(), new Listener(method, reply));
        return new Call(call, reply);
    }

    /**
     * Whether the connection that a call has made is still there. Once it was lost this is false until the next call,
     * which makes another.
     */
    public boolean isConnected() {
        return channel.getState(false) == ConnectivityState.READY;
    }

    /** Hangs up on everything at once, as a client that is killed does. */
    @Override
    public void close() {
        channel.shutdownNow();
    }

    private record Listener(Method method, CompletableFuture<Reply> reply) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] value) {
            try {
                reply.complete(new Reply.Answer(
                        method.response().getParserForType().parseFrom(value), ByteString.copyFrom(value)));
            } catch (InvalidProtocolBufferException e) {
                reply.complete(refused("What came back is no response of " + method.name() + ": " + e.getMessage()));
            }
        }

        @Override
        public void onError(Throwable failure) {
            var trailers = Status.trailersFromThrowable(failure);
            var status = new StatusRuntimeException(
                    Status.fromThrowable(failure), trailers == null ? new Metadata() : trailers);
            reply.complete(new Reply.Refused(status.getStatus(), FieldViolations.of(status)));
        }

        @Override
        public void onCompleted() {
            reply.complete(refused("The call ended well, but without a response"));
        }

        private static Reply refused(String why) {
            return new Reply.Refused(Status.INTERNAL.withDescription(why), List.of());
        }
    }
}
