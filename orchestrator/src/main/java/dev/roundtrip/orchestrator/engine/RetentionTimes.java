package dev.roundtrip.orchestrator.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long trips are kept that have ended, under {@code roundtrip.retention.}, with the default of each. */
@ConfigMapping(prefix = "roundtrip.retention")
public interface RetentionTimes {
    /** How long after its end a trip is kept, with its history. */
    @WithDefault("35d")
    Duration sagas();

    /** How long after its trip's end a request id is known; longer than {@code sagas}. */
    @WithDefault("90d")
    Duration requestIds();

    /** How often what may go is looked for; 0s: never. */
    @WithDefault("1h")
    Duration interval();

    /** The most trips, or request ids, that one statement deletes. */
    @WithDefault("500")
    int batch();

    /** The wait between two such statements. */
    @WithDefault("100ms")
    Duration pause();
}
