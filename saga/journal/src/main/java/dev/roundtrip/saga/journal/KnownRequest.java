package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Payload;
import java.util.UUID;

/**
 * A request id that is taken.
 *
 * @param sagaId by which saga
 * @param fingerprint with which business fields
 */
public record KnownRequest(UUID sagaId, Payload fingerprint) {}
