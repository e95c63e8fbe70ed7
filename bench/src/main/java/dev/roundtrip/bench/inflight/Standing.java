package dev.roundtrip.bench.inflight;

/**
 * Where the sagas of a journal stand.
 *
 * @param waiting those that give back what they had, and have not ended
 * @param stuck those that have done so for longer than is usual: their attempts are not written down any more
 * @param adopted those that the second replica owns, whether they have ended or not
 * @param ended those that have
 */
record Standing(long waiting, long stuck, long adopted, long ended) {}
