package dev.roundtrip.orchestrator.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import dev.roundtrip.serving.InvalidSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** What time it is to this process, in everything that it decides and records. Leases go by the database's clock. */
final class ProcessClock {
    private static final Duration MOST = Duration.ofHours(1);

    private ProcessClock() {}

    /**
     * The machine's clock, unless a setting puts it ahead or behind.
     *
     * @throws InvalidSettings when that is too much
     */
    static InstantSource of(OrchestratorSettings.Engine settings) {
        InvalidSettings.unlessBetween("roundtrip.engine.clock-offset", MOST.negated(), MOST, settings.clockOffset());
        var machine = InstantSource.system();
        return () -> machine.instant().plus(settings.clockOffset());
    }

    /** Makes ids that begin with the time by {@code clock}. */
    static Supplier<UUID> idsBy(InstantSource clock) {
        var millis = new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        };
        return Generators.timeBasedEpochGenerator(new SecureRandom(), millis)::generate;
    }
}
