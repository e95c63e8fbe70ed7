package dev.roundtrip.bench;

import java.util.Map;

/** Whether less is to be measured. */
public final class Quick {
    /** The environment variable that asks for that. */
    static final String SETTING = "QUICK";

    private Quick() {}

    /** @throws BenchFailure when it is not clear */
    public static boolean isAskedFor(Map<String, String> settings) {
        return switch (settings.getOrDefault(SETTING, "").strip()) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw new BenchFailure(SETTING + " is 1, or nothing.");
        };
    }
}
