package dev.roundtrip.bench;

import java.util.Map;
import java.util.Optional;

/** How many sagas there are to be, where that is a matter of choice. */
public final class Sagas {
    /** The environment variable that says it. */
    static final String SETTING = "SAGAS";

    private Sagas() {}

    /**
     * Empty when nothing is said.
     *
     * @throws BenchFailure when it is no number, or none that makes sense
     */
    public static Optional<Integer> askedFor(Map<String, String> settings) {
        var value = settings.getOrDefault(SETTING, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.matches("[1-9][0-9]{3,7}")) {
            throw new BenchFailure(SETTING + " is a number from 1000 to 99999999.");
        }
        return Optional.of(Integer.parseInt(value));
    }
}
