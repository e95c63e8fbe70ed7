package dev.roundtrip.participant;

import com.google.protobuf.MessageLite;
import dev.roundtrip.participant.v1.Rejection;
import io.grpc.StatusRuntimeException;

/** What a service decides of a reserve that it sees for the first time. */
public sealed interface Verdict {
    /**
     * Yes, if the stock is still there. When it isn't, the whole transaction is undone and the service decides anew by what
     * it sees then.
     *
     * @param reservation what is answered, now and at every repeat
     * @param take takes the stock, all of it or none
     */
    record Reserve(MessageLite reservation, StockChange take) implements Verdict {}

    /** No, for good. */
    record Reject(Rejection rejection) implements Verdict {}

    /**
     * Nothing that could be decided: what is asked for makes no sense, as only a look into the database could tell. The caller
     * gets the error, and the key is as good as new. The decision must not have written anything.
     *
     * @param refusal what the caller is told, such as INVALID_ARGUMENT
     */
    record Refuse(StatusRuntimeException refusal) implements Verdict {}

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
