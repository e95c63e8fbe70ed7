package dev.roundtrip.local.demo;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.Wiring;
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
        return startFor(test, orchestrators, Wiring.DIRECT);
    }

    /** The same, told more than the defaults. */
    static LocalSystem startFor(Class<?> test, int orchestrators, Wiring wiring) {
        var folder = Path.of("target", "system", test.getSimpleName()).toAbsolutePath();
        var system = LocalSystem.in(folder, Ports.random(orchestrators), true, wiring);
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
