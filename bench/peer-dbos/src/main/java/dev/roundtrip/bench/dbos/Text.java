package dev.roundtrip.bench.dbos;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.Base64;

/** Messages as text, for DBOS keeps inputs and results as JSON: this is the shortest that a message can be in it. */
final class Text {
    private Text() {}

    static String of(MessageLite message) {
        return Base64.getEncoder().encodeToString(message.toByteArray());
    }

    static <T> T parse(Parser<T> parser, String text) {
        try {
            return parser.parseFrom(Base64.getDecoder().decode(text));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("This is not what was written: " + e.getMessage(), e);
        }
    }
}
