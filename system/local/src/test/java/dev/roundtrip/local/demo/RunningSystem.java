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
        var system = LocalSystem.in(
                Path.of("target", "system", test.getSimpleName()).toAbsolutePath(), Ports.random(), true);
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
