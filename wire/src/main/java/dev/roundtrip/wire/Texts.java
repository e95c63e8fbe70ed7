package dev.roundtrip.wire;

import java.util.regex.Pattern;

/** What the contracts ask of texts, where more than one of them asks the same. */
public final class Texts {
    private static final Pattern THREE_CAPITALS = Pattern.compile("[A-Z]{3}");

    private Texts() {}

    /** Whether this looks like an IATA airport code or an ISO 4217 currency code: three capitals of A-Z. */
    public static boolean isThreeCapitals(String text) {
        return THREE_CAPITALS.matcher(text).matches();
    }

    /**
     * Whether this is one line of text for people: not blank, no control characters, and not too long.
     *
     * @param maximum the most characters (Unicode code points) it may have
     */
    public static boolean isLine(String text, int maximum) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= maximum
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
