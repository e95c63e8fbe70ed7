package dev.roundtrip.orchestrator.journal;

import java.util.List;

/**
 * A saga as it was at one moment.
 *
 * @param row where it stands
 * @param events in order; all of them, or the stretch that was asked for
 */
record RecordedSaga(SagaRecord row, List<SagaEventRecord> events) {}
