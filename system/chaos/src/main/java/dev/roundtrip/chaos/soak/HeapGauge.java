package dev.roundtrip.chaos.soak;

import dev.roundtrip.chaos.overload.Heap;
import dev.roundtrip.local.LocalSystem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is on the services' heaps when all that can go is gone. To look costs each of them a full collection. */
record HeapGauge(LocalSystem system) implements Gauge {
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    @Override
    public Map<Column, Double> read() {
        var values = new LinkedHashMap<Column, Double>();
        Heap.afterCollection(system.services())
                .kibibytes()
                .forEach((process, kibibytes) ->
                        values.put(new Column(process, Measure.HEAP_MIB), kibibytes / KIBIBYTES_PER_MEBIBYTE));
        return values;
    }
}
