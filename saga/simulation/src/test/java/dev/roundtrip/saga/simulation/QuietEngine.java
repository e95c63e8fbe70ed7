package dev.roundtrip.saga.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps thousands of simulated crashes out of the log. */
final class QuietEngine implements BeforeAllCallback, AfterAllCallback {
    /** Held on to: a logger that nobody holds forgets its level. */
    private static final Logger ENGINE = Logger.getLogger("dev.roundtrip.saga");

    @Override
    public void beforeAll(ExtensionContext context) {
        ENGINE.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ENGINE.setLevel(null);
    }
}
