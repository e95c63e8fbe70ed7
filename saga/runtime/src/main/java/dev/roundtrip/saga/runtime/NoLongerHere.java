package dev.roundtrip.saga.runtime;

import java.util.UUID;

/** This node has stopped carrying the saga on; the journal knows where it stands. */
public final class NoLongerHere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoLongerHere(UUID sagaId) {
        super("saga " + sagaId + " is not carried on here any more", null, false, false);
    }
}
