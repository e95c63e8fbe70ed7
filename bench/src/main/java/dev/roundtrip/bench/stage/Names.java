package dev.roundtrip.bench.stage;

import java.util.List;

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

    /** In the order in which they are told. */
    public static final List<String> ALL = List.of(BARE, ENGINE, DBOS, SYSTEM, CEILING);

    private Names() {}
}
