package dev.roundtrip.bench.inflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.bench.BenchFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void nothingSaidIsTheOneThatIsKept() {
        assertEquals(Plan.full(), Plan.full().of(100_000, Map.of()));
    }

    @Test
    void theyMayBeRefusedInAnotherWay() {
        var plan = Plan.quick().of(1000, Map.of(Plan.REFUSAL_SETTING, "PERMISSION_DENIED"));
        assertEquals("PERMISSION_DENIED", plan.refusal());
        assertEquals(1000, plan.sagas());
        assertEquals(Plan.quick().booking(), plan.booking());
        assertThrows(BenchFailure.class, () -> Plan.quick().of(1000, Map.of(Plan.REFUSAL_SETTING, "OK")));
    }
}
