package dev.roundtrip.chaos.faults;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has something be looked through every so often, and does without it for a while: the databases that it needs are broken now
 * and then.
 */
final class Settling {
    private static final int MOST_IN_A_ROW = 3;

    private final Runnable settle;
    private final Consumer<String> remarks;
    private int inVain;

    /**
     * Of what clients were told.
     *
     * @param settle fails when it can't be done just now
     * @param remarks is told of that
     */
    Settling(Runnable settle, Consumer<String> remarks) {
        this.settle = settle;
        this.remarks = remarks;
    }

    /** Does it, or leaves it for the next time; not empty when it could not be done too often in a row. */
    Optional<String> run() {
        try {
            settle.run();
            inVain = 0;
            return Optional.empty();
        } catch (RuntimeException e) {
            inVain++;
            var why = "What clients were told could not be looked through, for the " + inVain + ". time in a row: "
                    + e.getMessage();
            remarks.accept(why);
            return inVain == MOST_IN_A_ROW ? Optional.of(why) : Optional.empty();
        }
    }
}
