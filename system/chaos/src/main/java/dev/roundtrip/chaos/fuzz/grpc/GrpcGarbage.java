package dev.roundtrip.chaos.fuzz.grpc;

import static dev.roundtrip.chaos.fuzz.grpc.GrpcCall.frame;

import dev.roundtrip.chaos.fuzz.grpc.GrpcCall.Ending;
import dev.roundtrip.chaos.fuzz.message.Damage;
import dev.roundtrip.chaos.fuzz.message.MessageMaker;
import dev.roundtrip.chaos.fuzz.message.Wild;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes calls that nobody should make, for any method. */
public final class GrpcGarbage {
    private static final List<Double> WILDNESS = List.of(0.0, 0.02, 0.05, 0.1, 0.3, 1.0);
    /** What is taken, here and there; less than 2^21, whose length three bytes can tell. */
    private static final List<Integer> LIMITS = List.of(16_384, 65_536, 262_144, 1_048_576);

    private static final List<Integer> LENGTHS =
            List.of(0, 1, 4, 5, 16_384, 16_385, 65_536, 65_537, Integer.MAX_VALUE, Integer.MIN_VALUE, -1);
    private static final List<String> TIMEOUTS = List.of(
            "",
            "0S",
            "1n",
            "10m",
            "1S",
            "99999999H",
            "999999999H",
            "-1S",
            "S",
            "1",
            "1x",
            " 1S",
            "１S",
            "NaN",
            "1e3S",
            "18446744073709551616S");
    private static final List<String> TYPES = List.of(
            "application/grpc",
            "application/grpc+proto",
            "application/grpc;charset=utf-8",
            "APPLICATION/GRPC",
            "application/grpc+json",
            "application/grpc-web",
            "application/grpc-web-text",
            "application/json",
            "text/plain",
            "",
            ";",
            "application/grpc+");
    private static final List<String> ENCODINGS =
            List.of("identity", "gzip", "deflate", "snappy", "", "gzip,identity", "x".repeat(500));
    private static final byte GROUP_BEGINS = 0x7B;
    /** HTTP/2's own, such as the path, need some of the 8192. */
    private static final int MOST_HEADERS = 7_700;

    private static final int EACH_HEADER = 32;

    private final MessageMaker messages;

    public GrpcGarbage(MessageMaker messages) {
        this.messages = messages;
    }

    /** A call of any kind, made from this randomness and nothing else. */
    public GrpcCall call(Rpc rpc, RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> done("random bytes", rpc, frame(Damage.random(random.nextInt(300), random)));
            case 1, 2, 3 -> done("a damaged message", rpc, frame(Damage.to(message(rpc, random), random)));
            case 4 -> done("a message without end", rpc, frame(nested(random)));
            case 5 -> done("a large message", rpc, frame(large(rpc, random)));
            case 6 -> done("a frame that lies", rpc, lying(rpc, random));
            case 7 -> done("bytes without a frame", rpc, Damage.random(random.nextInt(40), random));
            case 8 -> done("many messages", rpc, many(rpc, random));
            case 9, 10 ->
                new GrpcCall("odd headers", rpc, oddHeaders(random), frame(message(rpc, random)), Ending.DONE);
            case 11 -> new GrpcCall("a call given up", rpc, headers(), cutShort(rpc, random), Ending.RESET);
            case 12 -> new GrpcCall("a call left", rpc, headers(), cutShort(rpc, random), Ending.LEFT);
            default -> done("a message of its type", rpc, frame(message(rpc, random)));
        };
    }

    private static GrpcCall done(String kind, Rpc rpc, byte[] body) {
        return new GrpcCall(kind, rpc, headers(), body, Ending.DONE);
    }

    private static List<Map.Entry<String, String>> headers() {
        return List.of(Map.entry("content-type", "application/grpc"), Map.entry("te", "trailers"));
    }

    private byte[] message(Rpc rpc, RandomGenerator random) {
        return messages.make(rpc.input(), Wild.any(WILDNESS, random), random).toByteArray();
    }

    private static byte[] nested(RandomGenerator random) {
        var groups = new byte[random.nextInt(1, 16_000)];
        Arrays.fill(groups, GROUP_BEGINS);
        return groups;
    }

    /** As large as some limit, one byte less or one more: what is added is a field that nobody knows. */
    private byte[] large(Rpc rpc, RandomGenerator random) {
        var message = message(rpc, random);
        int size = Wild.any(LIMITS, random) + random.nextInt(-1, 2);
        int filling = Math.max(0, size - message.length - 5);
        // Field 2000, bytes; its length as a varint of three bytes, however small it is.
        var head = new byte[] {
            (byte) 0x82, 0x7D, (byte) (filling | 0x80), (byte) (filling >> 7 | 0x80), (byte) (filling >> 14 & 0x7F)
        };
        return Damage.joined(Damage.joined(message, head), new byte[filling]);
    }

    private byte[] lying(Rpc rpc, RandomGenerator random) {
        var message = message(rpc, random);
        int flag = Wild.any(List.of(0, 0, 1, 2, 0x80, 0xFF), random);
        return frame(flag, random.nextBoolean() ? message.length : Wild.any(LENGTHS, random), message);
    }

    private byte[] many(Rpc rpc, RandomGenerator random) {
        var body = new byte[0];
        for (int left = random.nextInt(2, 12); left > 0; left--) {
            body = Damage.joined(body, frame(message(rpc, random)));
        }
        return body;
    }

    private byte[] cutShort(Rpc rpc, RandomGenerator random) {
        var whole = frame(message(rpc, random));
        return random.nextBoolean() ? whole : Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    private static List<Map.Entry<String, String>> oddHeaders(RandomGenerator random) {
        var odd = new ArrayList<>(headers());
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            switch (random.nextInt(8)) {
                case 0, 1 -> odd.add(Map.entry("grpc-timeout", Wild.any(TIMEOUTS, random)));
                case 2 -> replace(odd, "content-type", Wild.any(TYPES, random));
                case 3 -> replace(odd, "grpc-encoding", Wild.any(ENCODINGS, random));
                case 4 -> odd.add(Map.entry("odd-bin", odd(random)));
                case 5 -> odd.add(Map.entry("x-long", "x".repeat(random.nextInt(7_000))));
                case 6 -> odd.removeIf(header -> header.getKey().equals("te"));
                default -> {
                    for (int left = random.nextInt(50); left > 0; left--) {
                        odd.add(Map.entry("x-" + left, odd(random)));
                    }
                }
            }
        }
        return sendable(odd);
    }

    /** As many as the client lets out at once: a server of HTTP/2 has said how large they may be, 8 KiB, each with 32 bytes more. */
    private static List<Map.Entry<String, String>> sendable(List<Map.Entry<String, String>> headers) {
        int left = MOST_HEADERS;
        var sent = new ArrayList<Map.Entry<String, String>>();
        for (var header : headers) {
            left -= header.getKey().length() + header.getValue().length() + EACH_HEADER;
            if (left >= 0) {
                sent.add(header);
            }
        }
        return sent;
    }

    private static void replace(List<Map.Entry<String, String>> headers, String name, String value) {
        headers.removeIf(header -> header.getKey().equals(name));
        headers.add(Map.entry(name, value));
    }

    /** Printable, since the library below lets nothing else out. */
    private static String odd(RandomGenerator random) {
        var base64 = Base64.getEncoder().encodeToString(Damage.random(random.nextInt(30), random));
        return random.nextBoolean() ? base64 : base64.replace('A', '!').replace("=", ",");
    }
}
