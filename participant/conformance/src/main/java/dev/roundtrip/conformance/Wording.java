package dev.roundtrip.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.conformance.trade.Method;
import java.util.HexFormat;

/** A request as people read it. */
final class Wording {
    private static final int SHOWN = 64;
    private static final int LONGEST = 2000;

    private Wording() {}

    static String of(Method method, ByteString request) {
        if (request.size() > LONGEST) {
            return request.size() + " bytes that begin with " + hex(request);
        }
        try {
            return method.request().getParserForType().parseFrom(request).toString();
        } catch (InvalidProtocolBufferException e) {
            return "the bytes " + hex(request);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.ofDelimiter(" ")
                .formatHex(bytes.substring(0, Math.min(SHOWN, bytes.size())).toByteArray());
    }
}
