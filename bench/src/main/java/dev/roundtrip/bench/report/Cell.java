package dev.roundtrip.bench.report;

/**
 * What is measured again in every round.
 *
 * @param contender who works
 * @param shape on what
 * @param concurrency how many at once
 */
public record Cell(String contender, String shape, int concurrency) {}
