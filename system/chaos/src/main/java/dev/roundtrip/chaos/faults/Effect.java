package dev.roundtrip.chaos.faults;

/** What came of a fault. */
enum Effect {
    /** Somebody felt it. */
    HIT("hit"),
    /** It was there, and nobody came by. */
    MISSED("hit nothing"),
    /** It could not be made, or not be mended. */
    STAYED("not mended");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** As reports name it. */
    String words() {
        return words;
    }
}
