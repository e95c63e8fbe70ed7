package dev.roundtrip.local.demo;

import java.time.Instant;

/**
 * Something that was done to the system from outside.
 *
 * @param time when
 * @param what in words
 */
record Intervention(Instant time, String what) {}
