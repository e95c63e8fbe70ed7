package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Payload;
import java.util.Optional;
import java.util.UUID;

/**
 * A request id that is taken.
 *
 * @param sagaId by which saga
 * @param fingerprint with which business fields
 * @param gone how that saga ended, if it is no longer kept; empty as long as it can be read
 */
public record KnownRequest(UUID sagaId, Payload fingerprint, Optional<Ending> gone) {}
