package dev.roundtrip.saga.journal;

import java.time.Instant;

/**
 * What one batch of deletions came to.
 *
 * @param count how many it deleted
 * @param last when the last of them had ended; where the batch began if there were none
 */
public record Deleted(int count, Instant last) {}
