package dev.roundtrip.participant;

/** The stock that was seen was taken by someone else meanwhile: undo the transaction and look again. */
final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRace() {
        super("the stock was taken by someone else meanwhile", null, false, false);
    }
}
