package dev.roundtrip.orchestrator.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set, all of it under {@code roundtrip.}, with the default of each. */
@ConfigMapping(prefix = "roundtrip")
public interface OrchestratorSettings {
    /** The engine's bounds. */
    Engine engine();

    /** The journal's. */
    Journal journal();

    /** The API's. */
    Api api();

    /** What is told at /q/metrics. */
    Metrics metrics();

    /** Under {@code roundtrip.engine}. */
    interface Engine {
        /** What people know this process by, in histories and logs. Unset: the host's name. */
        Optional<String> nodeName();

        /** How many trips may be in flight here before new ones are refused with RESOURCE_EXHAUSTED. */
        @WithDefault("10000")
        int maxInFlight();

        /** How many new trips may be under way, however few have ended lately. */
        @WithDefault("128")
        int startsAtOnce();

        /**
         * How long a trip may stand in line when more are asked for than can be booked: as many new ones may be under way as end, at
         * the best rate of late, in two fifths of it and half as long again as one takes alone.
         */
        @WithDefault("1s")
        Duration targetTime();

        /** How long this process counts as alive after it was last heard of; others adopt its trips after that. */
        @WithDefault("5s")
        Duration lease();

        /** How often it looks for trips to adopt. */
        @WithDefault("1s")
        Duration sweepInterval();

        /** How many trips it adopts at a time; when it found as many, and has dealt with them, it looks for more at once. */
        @WithDefault("500")
        int adoptionsPerSweep();

        /** How many processes in a row a trip may stop before it is quarantined. */
        @WithDefault("5")
        int maxUnansweredOwners();

        /** How long a fact that nothing waits for may stay unwritten; at most 50 ms. */
        @WithDefault("50ms")
        Duration writeBehind();

        /** How long a stop may take to write down what is known. */
        @WithDefault("5s")
        Duration drainLimit();

        /** By how much this process's clock is ahead of its machine's; to try out clocks that differ. At most an hour, either way. */
        @WithDefault("0s")
        Duration clockOffset();
    }

    /** Under {@code roundtrip.journal}. */
    interface Journal {
        /** The most trips in one journal write. */
        @WithDefault("256")
        int maxBatch();

        /** The most journal writes under way at once, of starts and of appends each. */
        @WithDefault("1")
        int maxWrites();

        /** The most statements at once that ask whether a trip which is to be refused was accepted before. */
        @WithDefault("2")
        int maxLookups();

        /** How long a call waits for such an answer, until it is answered UNAVAILABLE. */
        @WithDefault("1500ms")
        Duration lookupLimit();

        /** The wait before a failed journal write is repeated. */
        @WithDefault("200ms")
        Duration writeRetryDelay();

        /** How long a journal statement may take before the journal counts as away. */
        @WithDefault("10s")
        Duration statementTimeout();

        /**
         * How long the database may say nothing on a connection, or take to accept one, until the connection is given up. It
         * must be longer than a connection may stand idle in its pool and a statement may then take, together.
         */
        @WithDefault("20s")
        Duration silenceLimit();

        /** Whether to be ready only over a database that keeps what it commits through a crash. */
        @WithDefault("true")
        boolean requireDurable();
    }

    /** Under {@code roundtrip.api}. */
    interface Api {
        /** The longest that a call waits for a trip to be decided. */
        @WithDefault("60s")
        Duration maxWait();

        /** How long before a call's own deadline it is answered. */
        @WithDefault("200ms")
        Duration deadlineMargin();

        /** How long a cancel, or an operator's call, waits for its commit before the answer is that nothing is known. */
        @WithDefault("10s")
        Duration commitLimit();

        /** How many calls may watch trips at once before more are refused with RESOURCE_EXHAUSTED. */
        @WithDefault("500")
        int maxWatchers();

        /** How often the journal is looked at for a trip that another process carries on, or that is watched. */
        @WithDefault("100ms")
        Duration pollInterval();
    }

    /** Under {@code roundtrip.metrics}. */
    interface Metrics {
        /** How often the engine and the journal are asked for their figures; 0s: never, and they are NaN. */
        @WithDefault("5s")
        Duration interval();
    }
}
