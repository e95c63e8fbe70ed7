package dev.roundtrip.participant;

import com.google.protobuf.MessageLite;
import dev.roundtrip.participant.v1.Rejection;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** What a service decides of a reserve that it sees for the first time. */
public sealed interface Verdict {
    /**
     * Yes, if the stock is still there.
     *
     * @param reservation what is answered, now and at every repeat
     * @param take takes the stock, all of it or none, and says whether it was there. It is run as the very last
     *     statement before the commit, so that rows that many want are locked no longer than they must be. When it says
     *     no, the whole transaction is undone and the service decides anew by what it sees then
     */
    record Reserve(MessageLite reservation, Supplier<Uni<Boolean>> take) implements Verdict {}

    /** No, for good. */
    record Reject(Rejection rejection) implements Verdict {}

    /**
     * No, for good.
     *
     * @param reason for programs, UPPER_SNAKE_CASE, one that the contract lists
     * @param message for people, one sentence
     */
    static Verdict reject(String reason, String message) {
        return new Reject(
                Rejection.newBuilder().setReason(reason).setMessage(message).build());
    }
}
