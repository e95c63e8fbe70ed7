package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.ServiceProcess;
import java.util.List;

/**
 * What the heaps held once.
 *
 * @param when in words
 */
record HeapReading(String when, Heap heap) {
    static HeapReading of(String when, List<ServiceProcess> processes) {
        return new HeapReading(when, Heap.afterCollection(processes));
    }
}
