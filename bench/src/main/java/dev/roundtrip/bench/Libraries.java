package dev.roundtrip.bench;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Only what they warn of is wanted of them. Unless they are told, they put all into words that nobody reads. */
public final class Libraries {
    private Libraries() {}

    /** Before the first of them is loaded. */
    public static void quieten() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
