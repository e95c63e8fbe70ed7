package dev.roundtrip.chaos.fuzz.http;

import java.util.Base64;
import java.util.List;

/**
 * What is sent on a connection of its own.
 *
 * @param kind what kind of garbage it is, for people
 * @param route what it is meant for
 * @param pieces the bytes, as they go out one after the other
 * @param isRequest whether it is a whole request by HTTP's rules, which has to be answered
 */
public record HttpTry(String kind, Route route, List<byte[]> pieces, boolean isRequest) {
    public HttpTry {
        pieces = List.copyOf(pieces);
    }

    /** A whole request. */
    static HttpTry request(String kind, Route route, byte[] bytes) {
        return new HttpTry(kind, route, List.of(bytes), true);
    }

    /** Something that may be taken for a request, or not. */
    static HttpTry garbage(String kind, Route route, byte[] bytes) {
        return new HttpTry(kind, route, List.of(bytes), false);
    }

    /** All of them. */
    public byte[] bytes() {
        return pieces.stream().reduce(new byte[0], dev.roundtrip.chaos.fuzz.message.Damage::joined);
    }

    /** Everything it takes to send it again. */
    @Override
    public String toString() {
        return "%s to %s, in base64: %s"
                .formatted(kind, route, Base64.getEncoder().encodeToString(bytes()));
    }
}
