package dev.roundtrip.chaos.fuzz.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that a field can hold and hardly anyone expects. */
public final class Wild {
    private static final List<Integer> INTS = List.of(
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            -1,
            0,
            10,
            31,
            99,
            100,
            101,
            200,
            201,
            500,
            501,
            9_999,
            1 << 16,
            -(1 << 31) + 1);
    private static final List<Long> LONGS = List.of(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -1L,
            0L,
            (long) Integer.MAX_VALUE + 1,
            1L << 53,
            -62_135_596_800L,
            -62_135_596_801L,
            253_402_300_799L,
            253_402_300_800L,
            315_576_000_000L,
            315_576_000_001L);
    private static final List<Double> DOUBLES = List.of(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE);
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "\0",
            "a\0b",
            "\u0001\u001b[31m",
            "\u007f\u0085\u2028",
            "\ufeffLIS",
            "\u202egnirts",
            "e\u0301\u0301\u0301",
            "\ud83c\udfdd\ufe0f",
            "\uffff\ufffe",
            "ﬁ İ ı ß",
            "LIS\n",
            "lis",
            "ＬＩＳ",
            "' OR 1=1; DROP TABLE saga; --",
            "${jndi:ldap://127.0.0.1/x}",
            "%s%n%x{}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF",
            "00000000-0000-7000-8000-000000000000",
            "1-1-1-1-1",
            "{01980000-0000-7000-8000-000000000001}",
            "01980000-0000-7000-8000-00000000000١",
            "-",
            "a-",
            "A",
            "null",
            "NaN",
            "1e999",
            "@",
            "a@@b",
            "EURO",
            "€€€");
    private static final List<String> UNITS = List.of("a", "A-", "é", "\ud83d\ude80", " ", "a@", "0");
    private static final List<Integer> LENGTHS = List.of(2, 9, 64, 65, 120, 121, 250, 251, 254, 255, 1_000, 8_000);

    private Wild() {}

    /** One for this kind of field, whatever its name. */
    static Object value(FieldDescriptor field, RandomGenerator random) {
        return switch (field.getJavaType()) {
            case STRING -> text(random);
            case INT -> random.nextInt(4) == 0 ? random.nextInt() : any(INTS, random);
            case LONG -> random.nextInt(4) == 0 ? random.nextLong() : any(LONGS, random);
            case BOOLEAN -> random.nextBoolean();
            case FLOAT -> any(DOUBLES, random).floatValue();
            case DOUBLE -> any(DOUBLES, random);
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(any(INTS, random));
            case BYTE_STRING -> ByteString.copyFromUtf8(text(random));
            case MESSAGE -> throw new IllegalArgumentException("a message is made of its fields");
        };
    }

    /** A text. */
    public static String text(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> any(UNITS, random).repeat(any(LENGTHS, random));
            case 1 -> characters(random);
            default -> any(TEXTS, random);
        };
    }

    private static String characters(RandomGenerator random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(80); left > 0; left--) {
            text.appendCodePoint(codePoint(random));
        }
        return text.toString();
    }

    private static int codePoint(RandomGenerator random) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
        return Character.getType(codePoint) == Character.SURROGATE ? ' ' : codePoint;
    }

    /** One of them. */
    public static <T> T any(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
