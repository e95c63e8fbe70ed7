package dev.roundtrip.participant;

/** What was seen was changed by someone else meanwhile: undo the transaction and look again. */
final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRace() {
        super("what was seen was changed by someone else meanwhile", null, false, false);
    }
}
