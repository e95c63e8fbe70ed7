package dev.roundtrip.chaos.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.ServiceName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Map<ServiceName, String> ends = new EnumMap<>(ServiceName.class);
    private final Findings findings = new Findings();
    private final Targets targets = new Targets(name -> Optional.ofNullable(ends.get(name)), findings);

    @Test
    void whoGoesOnIsSentWhatThereIs() {
        assertTrue(targets.mayBeSent(ServiceName.CAR, "a call"));
        assertTrue(targets.areLeft());
        assertEquals(0, findings.violations());
    }

    @Test
    void whoHasEndedIsAViolationOnceAndItsLastCallsAreNamed() {
        for (int number = 0; number < 100; number++) {
            assertTrue(targets.mayBeSent(ServiceName.CAR, "call " + number));
            assertTrue(targets.mayBeSent(ServiceName.HOTEL, "stay " + number));
        }
        ends.put(ServiceName.CAR, "has ended by itself with exit code 137");
        assertFalse(targets.mayBeSent(ServiceName.CAR, "too late"));
        assertFalse(targets.isThere(ServiceName.CAR));
        assertEquals(1, findings.violations());
        var shown = findings.shown().getFirst();
        assertTrue(shown.startsWith("car-service: has ended by itself with exit code 137"), shown);
        assertTrue(shown.contains("call 99") && shown.contains("call 88"), shown);
        assertFalse(shown.contains("call 50") || shown.contains("stay") || shown.contains("too late"), shown);
    }

    @Test
    void theOthersGoOn() {
        ends.put(ServiceName.CAR, "has ended");
        assertTrue(targets.mayBeSent(ServiceName.HOTEL, "a call"));
        assertTrue(targets.areLeft());
        for (var name : ServiceName.values()) {
            ends.put(name, "has ended");
        }
        assertFalse(targets.areLeft());
        assertEquals(ServiceName.values().length, findings.violations());
    }

    @Test
    void aCallThatIsLongIsNotShownWhole() {
        targets.mayBeSent(ServiceName.CAR, "x".repeat(5_000));
        ends.put(ServiceName.CAR, "has ended");
        assertFalse(targets.isThere(ServiceName.CAR));
        assertTrue(findings.shown().getFirst().contains("... and 3000 more"));
    }
}
