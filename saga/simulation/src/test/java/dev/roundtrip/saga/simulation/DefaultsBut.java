package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineSettings;

/** The settings that an engine has anyway, but for the one that a test is about. */
final class DefaultsBut {
    private static final EngineSettings DEFAULTS = EngineSettings.defaults("node");

    private DefaultsBut() {}

    static EngineSettings admitting(AdmissionLimits limits) {
        return with(limits, DEFAULTS.adoptionsPerSweep(), DEFAULTS.maxUnansweredOwners());
    }

    static EngineSettings adopting(int perSweep) {
        return with(DEFAULTS.admission(), perSweep, DEFAULTS.maxUnansweredOwners());
    }

    static EngineSettings suspecting(int unansweredOwners) {
        return with(DEFAULTS.admission(), DEFAULTS.adoptionsPerSweep(), unansweredOwners);
    }

    private static EngineSettings with(AdmissionLimits limits, int adoptionsPerSweep, int unansweredOwners) {
        return new EngineSettings(
                DEFAULTS.nodeName(),
                limits,
                DEFAULTS.lease(),
                DEFAULTS.sweepInterval(),
                adoptionsPerSweep,
                unansweredOwners,
                DEFAULTS.writeBehind(),
                DEFAULTS.maxBatch(),
                DEFAULTS.maxWrites(),
                DEFAULTS.writeRetryDelay(),
                DEFAULTS.drainLimit());
    }
}
