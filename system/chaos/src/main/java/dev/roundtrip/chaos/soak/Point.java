package dev.roundtrip.chaos.soak;

import java.time.Duration;

/**
 * One sample.
 *
 * @param at after the clients began
 */
record Point(Duration at, double value) {}
