package dev.roundtrip.saga.core;

/**
 * An attempt that is to be made now.
 *
 * @param step which step
 * @param direction its action or its compensation
 * @param attempt its number in that direction, counted from 1
 */
public record Call(String step, Direction direction, int attempt) {}
