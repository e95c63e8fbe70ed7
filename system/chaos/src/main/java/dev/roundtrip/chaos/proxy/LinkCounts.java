package dev.roundtrip.chaos.proxy;

/**
 * What a link has seen since it was opened.
 *
 * @param connections that were opened by callers
 * @param open that are open now
 * @param hit that a fault did something to: reset them, or lost, held or slowed down what they carried; once for each fault
 * @param requestBytes that callers sent
 * @param answerBytes that they were sent
 * @param lostBytes of both, that never arrived
 */
public record LinkCounts(long connections, int open, long hit, long requestBytes, long answerBytes, long lostBytes) {}
