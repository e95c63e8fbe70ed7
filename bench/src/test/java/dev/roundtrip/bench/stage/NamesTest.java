package dev.roundtrip.bench.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void severalEnginesHaveNamesOfTheirOwnAndShareOne() {
        assertEquals(List.of("engine-2.1", "engine-2.2"), Names.engines("engine-2"));
        assertEquals(List.of("engine"), Names.engines("engine"));
        assertEquals("engine-2", Names.sharedBy("engine-2.1"));
        assertEquals("inflight", Names.sharedBy(Names.oneOf(Names.INFLIGHT, 2)));
        assertEquals("grown", Names.sharedBy("grown"));
    }

    @Test
    void whatIsNoEngineIsWiredAsUsual() {
        for (var engine : List.of("engine", "grown", "engine-3.3", "inflight.1")) {
            assertTrue(Names.isEngine(engine), engine);
        }
        for (var other : List.of("orchestrator", "flight-service", "bare", "dbos-20", "engine-9")) {
            assertFalse(Names.isEngine(other), other);
        }
    }
}
