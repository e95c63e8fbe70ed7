package dev.roundtrip.orchestrator.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some trips of a list.
 *
 * @param trips in their order
 * @param last after which one the list goes on; empty when it is at its end
 */
public record TripPage(List<RecordedTrip> trips, Optional<UUID> last) {}
