package dev.roundtrip.examples.orders.participants;

import dev.roundtrip.saga.core.Outcome;
import java.util.UUID;

/**
 * The carrier's message about a parcel that it had taken up. It may come twice, as messages do.
 *
 * @param id the message's own
 * @param sagaId with {@code step}, what the parcel was handed over under
 * @param step the step's name
 * @param outcome what became of the parcel
 */
public record Report(long id, UUID sagaId, String step, Outcome outcome) {}
