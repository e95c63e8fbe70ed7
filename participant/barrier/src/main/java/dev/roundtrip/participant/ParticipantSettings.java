package dev.roundtrip.participant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of every participant, all of it under {@code roundtrip.participant.}, with the default of each. */
@ConfigMapping(prefix = "roundtrip.participant")
public interface ParticipantSettings {
    /**
     * How long the ledger is sure to remember a cancelled key, counted from when the saga's id was made. A reserve that
     * is older and not in the ledger is superseded, for its tombstone may be gone. It must be longer than any call may
     * stay on its way.
     */
    @WithDefault("30d")
    Duration tombstoneRetention();

    /** How many transactions of reserves are under way at once; reserves that want the same share one at a time. */
    @WithDefault("8")
    int tills();

    /** The most calls, reserves or cancels, in one transaction. */
    @WithDefault("64")
    int maxBatch();

    /**
     * How long calls that share a transaction wait for a row that somebody holds on to, before they are tried apart; a call
     * alone waits as long as the connection's {@code lock_timeout}.
     */
    @WithDefault("500ms")
    Duration batchLockTimeout();

    /** How many reserves may wait for their transaction before more are refused with RESOURCE_EXHAUSTED. */
    @WithDefault("2000")
    int maxWaitingReserves();

    /** The longest that a call waits for its transaction to begin, until it is refused with RESOURCE_EXHAUSTED. */
    @WithDefault("5s")
    Duration maxWait();

    /** How many transactions of cancels are under way at once, whatever the reserves do. */
    @WithDefault("4")
    int cancelTills();

    /** How many cancels may wait for their transaction before more are refused with RESOURCE_EXHAUSTED. */
    @WithDefault("10000")
    int maxWaitingCancels();

    /** How many reads, searches included, are at work in the database at once. */
    @WithDefault("8")
    int concurrentReads();

    /** How many reads may be under way at once, waiting ones included, before more are refused with RESOURCE_EXHAUSTED. */
    @WithDefault("1000")
    int maxReads();

    /**
     * How long the database may say nothing on a connection, or take to accept one, until the connection is given up and
     * who waits for it fails with UNAVAILABLE. It must be longer than a connection may stand idle in the pool and a
     * statement may then take, together.
     */
    @WithDefault("20s")
    Duration databaseSilenceLimit();
}
