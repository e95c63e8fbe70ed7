package dev.roundtrip.saga.core;

/** Words that come from outside and go into histories: bounded, and free of what a history can't keep. */
public final class Words {
    private static final int MOST = 500;

    private Words() {}

    /** At most 500 characters of {@code said}, zero characters, which databases refuse in texts, replaced. */
    public static String keepable(String said) {
        var clean = said.replace('\u0000', '\uFFFD');
        if (clean.length() <= MOST) {
            return clean;
        }
        boolean splitsPair = Character.isHighSurrogate(clean.charAt(MOST - 1));
        return clean.substring(0, splitsPair ? MOST - 1 : MOST);
    }
}
