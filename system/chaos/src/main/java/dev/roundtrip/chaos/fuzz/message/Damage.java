package dev.roundtrip.chaos.fuzz.message;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What happens to bytes on a bad day. */
public final class Damage {
    private static final int LONGEST_STRETCH = 40;

    private Damage() {}

    /** Other bytes than these, by one to four changes; now and then they come out the same. */
    public static byte[] to(byte[] bytes, RandomGenerator random) {
        var damaged = bytes;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return random(1 + random.nextInt(LONGEST_STRETCH), random);
        }
        int at = random.nextInt(bytes.length);
        int until = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_STRETCH));
        return switch (random.nextInt(8)) {
            case 0 -> replaced(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> replaced(bytes, at, (byte) random.nextInt());
            case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, until, bytes.length));
            case 3 -> joined(Arrays.copyOf(bytes, until), Arrays.copyOfRange(bytes, at, bytes.length));
            case 4 ->
                joined(
                        joined(Arrays.copyOf(bytes, at), random(1 + random.nextInt(LONGEST_STRETCH), random)),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> brokenText(bytes, at);
            default -> joined(bytes, bytes);
        };
    }

    /** The next letter from there on becomes what UTF-8 never has. */
    private static byte[] brokenText(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (Character.isLetterOrDigit(bytes[at])) {
                return replaced(bytes, at, (byte) 0xC0);
            }
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, byte by) {
        var copy = bytes.clone();
        copy[at] = by;
        return copy;
    }

    /** One after the other. */
    public static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** So many bytes, any. */
    public static byte[] random(int size, RandomGenerator random) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
