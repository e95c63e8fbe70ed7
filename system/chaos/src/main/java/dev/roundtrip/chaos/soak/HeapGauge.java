package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.LiveHeap;
import dev.roundtrip.local.LocalSystem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is on the services' heaps when all that can go is gone. To look costs each of them a full collection. */
record HeapGauge(LocalSystem system) implements Gauge {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    @Override
    public Map<Column, Double> read() {
        var values = new LinkedHashMap<Column, Double>();
        system.services()
                .forEach(process -> values.put(
                        new Column(process.label(), Measure.HEAP_MIB), LiveHeap.bytes(process) / BYTES_PER_MEBIBYTE));
        return values;
    }
}
