package dev.roundtrip.orchestrator.journal;

import java.util.List;

/**
 * A stretch of a trip's history.
 *
 * @param events in order, without gaps
 * @param complete whether nothing can ever follow
 */
public record History(List<NumberedEvent> events, boolean complete) {}
