package dev.roundtrip.chaos.fuzz.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.chaos.fuzz.message.Damage;
import dev.roundtrip.chaos.fuzz.message.MessageMaker;
import dev.roundtrip.chaos.fuzz.message.Wild;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes bodies that are JSON, or nearly. */
public final class JsonGarbage {
    private static final List<Double> WILDNESS = List.of(0.0, 0.02, 0.05, 0.1, 0.3);
    private static final List<Integer> DEPTHS = List.of(99, 100, 101, 1_000, 10_000, 30_000, 60_000, 100_000);
    private static final Pattern VALUE = Pattern.compile(":\\s*(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[-0-9.e]+)");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "{\"a\":1}",
            "[1,2]",
            "1e999",
            "-1e-999",
            "0.1",
            "2147483648",
            "-9223372036854775809",
            "99999999999999999999999999",
            "1" + "0".repeat(5_000),
            "1e1000000000",
            "\"1e1000000000\"",
            "NaN",
            "Infinity",
            "\"NaN\"",
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00a\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "'single'",
            "unquoted",
            "/* comment */1",
            "\"-1s\"",
            "\"1.0000000001s\"",
            "\"315576000001s\"",
            "\"s\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"CAR_CLASS_VAN\"",
            "7",
            "\"7\"",
            "\"CAR_CLASS_BOAT\"");
    private static final List<String> WHOLES = List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "\"\"",
            "[]",
            "{}",
            "{",
            "}",
            "{\"",
            "{}{}",
            "{\"requestId\":1,\"requestId\":2}",
            "{\"request_id\":\"a\",\"requestId\":\"b\"}",
            "{\"unknown\":1}",
            "{\"\":1}",
            "{\"wait\":\"1s\",\"wait\":\"2s\"}",
            "{\"flight\":[]}",
            "{\"flight\":\"LIS\"}",
            "{\"@type\":\"type.googleapis.com/google.protobuf.Empty\"}",
            "\ufeff{}",
            "{\"flight\":{\"departureDate\":\"2030-01-01\"}}");

    private final MessageMaker messages;

    public JsonGarbage(MessageMaker messages) {
        this.messages = messages;
    }

    /** A body for a route that takes such messages. */
    byte[] body(Descriptor type, RandomGenerator random) {
        return switch (random.nextInt(14)) {
            case 0 -> Damage.random(random.nextInt(2_000), random);
            case 1 -> deep(random);
            case 2 -> utf8("{\"requestId\":\"" + "x".repeat(random.nextInt(200_000)) + "\"}");
            case 3 -> utf8(Wild.any(WHOLES, random));
            case 4, 5 -> utf8(otherwise(written(type, random), Wild.any(VALUES, random), random));
            case 6 -> Damage.to(utf8(written(type, random)), random);
            case 7 -> twice(written(type, random));
            case 8 -> written(type, random).getBytes(StandardCharsets.UTF_16);
            default -> utf8(written(type, random));
        };
    }

    /** What can't be written as JSON (a duration of a million years) is left for gRPC to try. */
    private String written(Descriptor type, RandomGenerator random) {
        try {
            return print(messages.make(type, Wild.any(WILDNESS, random), random));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return "{\"requestId\": \"fuzz\"}";
        }
    }

    private static String print(DynamicMessage message) throws InvalidProtocolBufferException {
        return JsonFormat.printer().print(message);
    }

    private static byte[] deep(RandomGenerator random) {
        int depth = Wild.any(DEPTHS, random);
        return utf8(
                switch (random.nextInt(4)) {
                    case 0 -> "[".repeat(depth);
                    case 1 -> "[".repeat(depth / 2) + "]".repeat(depth / 2);
                    case 2 -> "{\"flight\":".repeat(depth / 10);
                    default -> "{\"unknown\":" + "[".repeat(depth / 2) + "]".repeat(depth / 2) + "}";
                });
    }

    /** One of its values replaced. */
    private static String otherwise(String json, String value, RandomGenerator random) {
        var values = VALUE.matcher(json).results().toList();
        if (values.isEmpty()) {
            return json;
        }
        var chosen = Wild.any(values, random);
        return json.substring(0, chosen.start(1)) + value + json.substring(chosen.end(1));
    }

    /** Every field two times. */
    private static byte[] twice(String json) {
        var fields = json.strip();
        var inner = fields.substring(1, fields.length() - 1).strip();
        return utf8(inner.isEmpty() ? json : "{" + inner + "," + inner + "}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
