package dev.roundtrip.chaos.soak;

/**
 * What was deleted in a run.
 *
 * @param sagas each with its history
 * @param requestIds of sagas deleted before
 * @param keys rows of the participants' ledgers
 */
record Deleted(long sagas, long requestIds, long keys) {}
