package dev.roundtrip.local.demo;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.nio.file.Path;

/** A whole system for one test class, in a folder of its own under target/, on random ports. */
public final class RunningSystem {
    private RunningSystem() {}

    /** Starts one; the caller closes it. */
    public static LocalSystem startFor(Class<?> test) {
        return startFor(test, 1);
    }

    /** The same with so many orchestrators. */
    static LocalSystem startFor(Class<?> test, int orchestrators) {
        var system = LocalSystem.in(
                Path.of("target", "system", test.getSimpleName()).toAbsolutePath(), Ports.random(orchestrators), true);
        try {
            system.startPostgres();
            system.startServices(Checkout.locate(), (name, address, took) -> {});
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }
}
