package dev.roundtrip.chaos.soak;

import java.util.Map;

/** Something that can be looked at again and again. */
@FunctionalInterface
interface Gauge {
    /** What it shows now. */
    Map<Column, Double> read();
}
