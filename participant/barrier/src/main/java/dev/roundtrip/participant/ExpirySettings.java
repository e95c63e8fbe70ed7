package dev.roundtrip.participant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the ledger is kept small, under {@code roundtrip.participant.expiry-}, with the default of each. */
@ConfigMapping(prefix = "roundtrip.participant")
public interface ExpirySettings {
    /** How often rows that have expired are looked for; 0s: never. */
    @WithDefault("1h")
    Duration expiryInterval();

    /** The most rows that one transaction deletes. */
    @WithDefault("500")
    int expiryBatch();

    /** The wait between two such transactions. */
    @WithDefault("100ms")
    Duration expiryPause();

    /** How much older than {@code tombstone-retention} a row is when it is deleted; see {@link Expiry}. */
    @WithDefault("1d")
    Duration expiryMargin();
}
