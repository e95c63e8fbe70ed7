package dev.roundtrip.saga.core;

/**
 * How a saga's owners fared with it, as far as its history tells: a saga that stops whoever carries it on has owners that
 * began attempts and never heard of any.
 *
 * @param unanswered how many owners in a row, up to the one before this, were like that
 * @param attempted whether this one began an attempt
 * @param heard whether this one heard of one
 */
record Owners(int unanswered, boolean attempted, boolean heard) {
    static final Owners NONE = new Owners(0, false, false);

    Owners attempting() {
        return new Owners(unanswered, true, heard);
    }

    /** The owner lives, and the participant too. */
    Owners hearing() {
        return new Owners(0, attempted, true);
    }

    /** Someone vouches for the saga: what was before is not held against it. */
    Owners forgiven() {
        return new Owners(0, attempted, heard);
    }

    Owners takenOver(Provenance from) {
        return switch (from) {
            case ANOTHER_NODE -> new Owners(withThisOne(), false, false);
            case OWN_PAST -> this;
        };
    }

    /** How many in a row, this one included as it stands. */
    int withThisOne() {
        return unanswered + (attempted && !heard ? 1 : 0);
    }
}
