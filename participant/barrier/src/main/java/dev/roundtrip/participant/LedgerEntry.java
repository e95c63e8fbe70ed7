package dev.roundtrip.participant;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/**
 * One row of the ledger.
 *
 * @param fingerprint of the first reserve; null when the key was cancelled before there was one
 * @param recorded the first answer; null likewise
 */
record LedgerEntry(StepId id, State state, byte[] fingerprint, ByteString recorded) {
    enum State {
        RESERVED,
        REJECTED,
        CANCELLED
    }

    /** What a repeat is answered. */
    Answer answer() {
        return switch (state) {
            case RESERVED -> new Answer.Reserved(recorded);
            case REJECTED -> Answer.rejected(recorded);
            case CANCELLED -> new Answer.Superseded();
        };
    }

    /** Whether a repeat asks for what the first did; after a cancel nobody cares. */
    boolean isAskedAgainBy(byte[] fingerprintOfRepeat) {
        return state == State.CANCELLED || Arrays.equals(fingerprint, fingerprintOfRepeat);
    }
}
