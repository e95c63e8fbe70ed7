package dev.roundtrip.bench.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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

    /** Engines that share a journal, of which one holds many trips that wait, until it is killed. */
    public static final String INFLIGHT = "inflight";

    /** Two engines that share a journal. */
    public static final String TWO_ENGINES = ENGINE + "-2";

    /** In the order in which they are told. */
    public static final List<String> ALL = List.of(BARE, ENGINE, DBOS, SYSTEM, CEILING);

    private static final Pattern SEVERAL_ENGINES = Pattern.compile(ENGINE + "-([2-5])");
    private static final Pattern NUMBER = Pattern.compile("[.][1-9]$");
    private static final Pattern DBOS_WITH_CONNECTIONS = Pattern.compile(DBOS + "-([1-9][0-9]?)");

    private Names() {}

    /**
     * Whether there is such a contender: one of all; {@code engine-2}, as many engines on one journal; or {@code dbos-8}, the
     * peer with so many connections.
     */
    public static boolean isKnown(String name) {
        return ALL.contains(name)
                || SEVERAL_ENGINES.matcher(name).matches()
                || DBOS_WITH_CONNECTIONS.matcher(name).matches();
    }

    /** Whether a process of that name is an orchestrator over the stubs. */
    static boolean isEngine(String process) {
        var name = sharedBy(process);
        return List.of(ENGINE, GROWN, INFLIGHT).contains(name)
                || SEVERAL_ENGINES.matcher(name).matches();
    }

    /** What one of several engines is called that share a journal. */
    public static String oneOf(String engines, int number) {
        return engines + "." + number;
    }

    /** What those are called together; the same for one that shares its journal with nobody. */
    static String sharedBy(String engine) {
        return NUMBER.matcher(engine).replaceFirst("");
    }

    /** The processes of a contender that are engines: itself, or as many as its name says. */
    static List<String> engines(String name) {
        var matcher = SEVERAL_ENGINES.matcher(name);
        return matcher.matches()
                ? IntStream.rangeClosed(1, Integer.parseInt(matcher.group(1)))
                        .mapToObj(number -> oneOf(name, number))
                        .toList()
                : List.of(name);
    }

    /** How many connections the peer is to have that has another name than its own. */
    static Optional<Integer> connectionsOfDbos(String name) {
        var matcher = DBOS_WITH_CONNECTIONS.matcher(name);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
