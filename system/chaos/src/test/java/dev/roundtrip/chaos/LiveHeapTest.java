package dev.roundtrip.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.local.LocalFailure;
import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void isTheSumUnderTheHistogram() {
        assertEquals(21_474_836_480L, LiveHeap.total("""
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         98123       12345678  [B (java.base@25)
                   2:            77           4321  Total
                Total        700123    21474836480
                """));
    }

    @Test
    void whatItCantReadIsNoEmptyHeap() {
        assertThrows(LocalFailure.class, () -> LiveHeap.total("no such process"));
    }
}
