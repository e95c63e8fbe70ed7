package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.SagaStatus;
import java.util.Optional;
import java.util.UUID;

/**
 * A saga's row: where it stands.
 *
 * @param sagaId its id
 * @param requestId the caller's key
 * @param definition what it is a run of
 * @param status where it stands
 * @param lastSequence the number of its last event
 * @param owner the node that carries it on
 * @param quarantine why nobody carries it on; empty when someone does
 */
public record SagaRow(
        UUID sagaId,
        String requestId,
        DefinitionVersion definition,
        SagaStatus status,
        long lastSequence,
        UUID owner,
        Optional<String> quarantine) {
    /** Whether that node is to carry it on: what is quarantined nobody is. */
    public boolean isCarriedOnBy(UUID node) {
        return owner.equals(node) && quarantine.isEmpty();
    }
}
