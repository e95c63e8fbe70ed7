package dev.roundtrip.participant;

import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** What a caller is told, once the transaction that says so is committed. */
sealed interface Told<A> {
    /**
     * An answer.
     *
     * @param news what is new in it, to be logged; a repeat has nothing new
     */
    record Answered<A>(A answer, Optional<String> news) implements Told<A> {}

    /** That this call is wrong, which is nothing to the others of its transaction. */
    record Refused<A>(StatusRuntimeException refusal) implements Told<A> {}
}
