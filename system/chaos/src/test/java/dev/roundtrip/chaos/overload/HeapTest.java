package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.local.LocalFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapTest {
    @Test
    void readsWhatG1Says() {
        assertEquals(20480, Heap.used("""
                4711:
                 garbage-first heap   total reserved 262144K, committed 65536K, used 20480K [0x00, 0x10)
                  region size 1024K, 3 young (3072K), 1 survivors (1024K)
                 Metaspace       used 51234K, committed 52000K, reserved 1114112K
                  class space    used 6000K, committed 6300K, reserved 1048576K
                """));
    }

    @Test
    void addsGenerations() {
        assertEquals(1500, Heap.used("""
                 def new generation   total 78656K, used 500K [0x00, 0x10)
                 tenured generation   total 174784K, used 1000K [0x00, 0x10)
                 Metaspace       used 51234K, committed 52000K, reserved 1114112K
                """));
    }

    @Test
    void whatItCantReadIsNoEmptyHeap() {
        assertThrows(LocalFailure.class, () -> Heap.used("no such process"));
    }

    @Test
    void growthIsThatOfTheProcessThatGrewMost() {
        assertEquals(0.5, heap(100, 150).growthSince(heap(120, 100)), 1e-9);
    }

    private static Heap heap(long one, long other) {
        return new Heap(new LinkedHashMap<>(Map.of("one", one, "other", other)));
    }
}
