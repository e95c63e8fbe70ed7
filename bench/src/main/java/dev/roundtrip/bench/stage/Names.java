package dev.roundtrip.bench.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the contenders are called. */
public final class Names {
    /** The calls alone, on the orchestrator's stack. */
    public static final String BARE = "bare";
    /** The orchestrator with its journal, and stubs for participants. */
    public static final String ENGINE = "engine";
    /** DBOS Transact, with the same stubs. */
    public static final String DBOS = "dbos";
    /** The orchestrator and the three services, each with its database. */
    public static final String SYSTEM = "system";
    /** The three services alone, called by the load generator itself. */
    public static final String CEILING = "ceiling";

    /** An engine whose journal has millions of trips; not one of those that are held against each other. */
    public static final String GROWN = "grown";

    /** In the order in which they are told. */
    public static final List<String> ALL = List.of(BARE, ENGINE, DBOS, SYSTEM, CEILING);

    private static final Pattern DBOS_WITH_CONNECTIONS = Pattern.compile(DBOS + "-([1-9][0-9]?)");

    private Names() {}

    /** Whether there is such a contender: one of all, or {@code dbos-8}, the peer with so many connections. */
    public static boolean isKnown(String name) {
        return ALL.contains(name) || DBOS_WITH_CONNECTIONS.matcher(name).matches();
    }

    /** How many connections the peer is to have that has another name than its own. */
    static Optional<Integer> connectionsOfDbos(String name) {
        var matcher = DBOS_WITH_CONNECTIONS.matcher(name);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
