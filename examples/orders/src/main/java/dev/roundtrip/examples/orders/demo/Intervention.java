package dev.roundtrip.examples.orders.demo;

import java.time.Instant;

/** Something that was done to the shop from outside, when it was done. */
record Intervention(Instant at, String what) {}
