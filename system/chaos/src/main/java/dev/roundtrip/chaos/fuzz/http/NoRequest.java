package dev.roundtrip.chaos.fuzz.http;

import dev.roundtrip.chaos.fuzz.message.Damage;
import dev.roundtrip.chaos.fuzz.message.Wild;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes on a connection that HTTP has no meaning for. */
final class NoRequest {
    private static final List<String> LENGTHS = List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 10737418240",
            "Content-Length: 5x",
            "Content-Length: ",
            "Content-Length: 3\r\nContent-Length: 4",
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: rot13",
            "Content-Length: +3",
            "Content-Length: 0x10");
    private static final List<String> CHUNKS = List.of(
            "zz\r\nabc\r\n0\r\n\r\n",
            "-5\r\nabc\r\n",
            "ffffffffffffffff\r\nabc",
            "3\r\nabcdef\r\n0\r\n\r\n",
            "3;" + "x".repeat(9_000) + "\r\nabc\r\n0\r\n\r\n",
            "\r\n\r\n\r\n",
            "0\r\nX: " + "y".repeat(9_000) + "\r\n\r\n",
            "1\r\n{\r\n1\r\n}\r\n0\r\nContent-Length: 4\r\n\r\n");
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private NoRequest() {}

    /** A request whose body is not what its head says. */
    static byte[] lying(String method, String target, byte[] body, RandomGenerator random) {
        var head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
        return random.nextBoolean()
                ? Damage.joined(latin(head + Wild.any(LENGTHS, random) + "\r\n\r\n"), body)
                : latin(head + "Transfer-Encoding: chunked\r\n\r\n" + Wild.any(CHUNKS, random));
    }

    /** Something else entirely. */
    static byte[] any(String target, RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> Damage.random(random.nextInt(2_000), random);
            case 1 -> latin("GET " + target + "\r\n\r\n");
            case 2 -> latin("GET " + target + " HTTP/9.9\r\nHost: x\r\n\r\n");
            case 3 -> latin("GET " + target + " HTTP/1.1\r\n\r\n");
            case 4 ->
                latin("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(random.nextInt(3_000)) + "\r\n");
            case 5 -> latin("GET " + target + " HTTP/1.1\r\nHost: x\r\nno colon\r\n : y\r\nA\0B: c\r\n\r\n");
            case 6 -> Damage.joined(latin(PREFACE), Damage.random(random.nextInt(200), random));
            case 7 -> Damage.joined(latin(PREFACE), frames(random));
            case 8 ->
                latin("GET " + target
                        + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: " + (random.nextBoolean() ? "!!" : "AAMAAABkAAQAAP__") + "\r\n\r\n");
            default -> latin("\r\n".repeat(random.nextInt(200)) + "A".repeat(random.nextInt(20_000)));
        };
    }

    /** HTTP/2 frames of any type, with lengths that are right and nothing else that is. */
    private static byte[] frames(RandomGenerator random) {
        var frames = new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0};
        for (int left = 1 + random.nextInt(10); left > 0; left--) {
            var payload = Damage.random(random.nextInt(60), random);
            var head = new byte[] {
                0,
                0,
                (byte) payload.length,
                (byte) random.nextInt(12),
                (byte) random.nextInt(),
                0,
                0,
                0,
                (byte) random.nextInt(8)
            };
            frames = Damage.joined(frames, Damage.joined(head, payload));
        }
        return frames;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
