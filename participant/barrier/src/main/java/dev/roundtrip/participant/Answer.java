package dev.roundtrip.participant;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.roundtrip.participant.v1.Rejection;
import java.util.function.Function;

/** What a reserve is answered under its key: now, and at every repeat. */
public sealed interface Answer {
    /**
     * What was wanted is taken.
     *
     * @param message the reservation as it was first answered, byte for byte
     */
    record Reserved(ByteString message) implements Answer {}

    /** A business no; nothing was taken. */
    record Rejected(Rejection rejection) implements Answer {}

    /** The key was cancelled, or is too old to be known not to have been; nothing is taken under it, ever. */
    record Superseded() implements Answer {}

    /**
     * Puts the answer where a reply has a place for it, usually the builder of the reply.
     *
     * @param reservations reads the service's reservations
     * @return what the one of the three made of it
     * @throws IllegalStateException when the reservation was recorded as something else
     */
    default <M extends MessageLite, T> T tell(
            Parser<M> reservations,
            Function<M, T> reserved,
            Function<Rejection, T> rejected,
            Function<dev.roundtrip.participant.v1.Superseded, T> superseded) {
        return switch (this) {
            case Reserved yes -> reserved.apply(parse(reservations, yes.message()));
            case Rejected no -> rejected.apply(no.rejection());
            case Superseded late -> superseded.apply(dev.roundtrip.participant.v1.Superseded.getDefaultInstance());
        };
    }

    private static <T extends MessageLite> T parse(Parser<T> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a recorded answer can't be read", e);
        }
    }

    /** A rejection as it was recorded. */
    static Rejected rejected(ByteString recorded) {
        return new Rejected(parse(Rejection.parser(), recorded));
    }
}
