package dev.roundtrip.participant;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.roundtrip.participant.v1.Rejection;

/** What a reserve is answered under its key: now, and at every repeat. */
public sealed interface Answer {
    /**
     * What was wanted is taken.
     *
     * @param message the reservation as it was first answered, byte for byte
     */
    record Reserved(ByteString message) implements Answer {
        /**
         * Reads the reservation.
         *
         * @throws IllegalStateException when it was recorded as something else
         */
        public <T extends MessageLite> T as(Parser<T> parser) {
            return parse(parser, message);
        }
    }

    /** A business no; nothing was taken. */
    record Rejected(Rejection rejection) implements Answer {}

    /** The key was cancelled, or is too old to be known not to have been; nothing is taken under it, ever. */
    record Superseded() implements Answer {}

    private static <T extends MessageLite> T parse(Parser<T> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a recorded answer can't be read", e);
        }
    }

    /** A rejection as it was recorded. */
    static Rejected rejected(byte[] recorded) {
        return new Rejected(parse(Rejection.parser(), ByteString.copyFrom(recorded)));
    }
}
