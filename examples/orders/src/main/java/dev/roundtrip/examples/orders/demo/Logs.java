package dev.roundtrip.examples.orders.demo;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Before the first library is loaded: only what they warn of belongs between a program's own lines. */
final class Logs {
    private Logs() {}

    static void quieten() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty("io.netty.noUnsafe", "true");
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
