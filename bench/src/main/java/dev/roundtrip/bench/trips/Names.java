package dev.roundtrip.bench.trips;

import java.util.List;

/** What the contenders are called. */
final class Names {
    /** The calls alone, on the orchestrator's stack. */
    static final String BARE = "bare";
    /** The orchestrator with its journal, and stubs for participants. */
    static final String ENGINE = "engine";
    /** DBOS Transact, with the same stubs. */
    static final String DBOS = "dbos";
    /** The orchestrator and the three services, each with its database. */
    static final String SYSTEM = "system";
    /** The three services alone, called by the load generator itself. */
    static final String CEILING = "ceiling";

    /** In the order in which they are told. */
    static final List<String> ALL = List.of(BARE, ENGINE, DBOS, SYSTEM, CEILING);

    private Names() {}
}
