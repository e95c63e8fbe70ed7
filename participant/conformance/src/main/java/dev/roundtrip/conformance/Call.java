package dev.roundtrip.conformance;

import io.grpc.ClientCall;
import java.util.concurrent.CompletableFuture;

/** A call under way. It ends by its own deadline at the latest. */
public final class Call {
    private final ClientCall<?, ?> call;
    private final CompletableFuture<Reply> reply;

    Call(ClientCall<?, ?> call, CompletableFuture<Reply> reply) {
        this.call = call;
        this.reply = reply;
    }

    /** Gives it up: the participant is told that nobody listens any more. */
    public void hangUp() {
        call.cancel("The client hangs up, as the rule asks.", null);
    }

    /** What came back; CANCELLED when it was hung up before. */
    public Reply await() {
        return reply.join();
    }
}
