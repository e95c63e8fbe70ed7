package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void refuseToBeIncomplete() {
        assertThrows(NullPointerException.class, () -> new Cause(null, "SOLD_OUT", "No."));
        assertThrows(NullPointerException.class, () -> new Cause("hotel", null, "No."));
        assertThrows(NullPointerException.class, () -> new Cause("hotel", "SOLD_OUT", null));
        assertThrows(NullPointerException.class, () -> new Fault(null, "No."));
        assertThrows(NullPointerException.class, () -> new Fault(Fault.Kind.TRANSIENT, null));
        assertThrows(NullPointerException.class, () -> new Outcome.Confirmed(null));
        assertThrows(NullPointerException.class, () -> new Outcome.Rejected(null, "No."));
        assertThrows(NullPointerException.class, () -> new Outcome.Rejected("SOLD_OUT", null));
        assertThrows(NullPointerException.class, () -> new Outcome.Unknown(null));
        assertThrows(NullPointerException.class, () -> new OperatorCommand.RetryStep(null));
        assertThrows(NullPointerException.class, () -> new OperatorCommand.MarkStepDone(null, Payload.empty()));
        assertThrows(NullPointerException.class, () -> new OperatorCommand.MarkStepDone("hotel", null));
    }

    @Test
    void anOperatorSaysWhoAndWhyInWordsThatCanBeKept() {
        assertThrows(IllegalArgumentException.class, () -> new OperatorNote(" ", "It had to be."));
        assertThrows(IllegalArgumentException.class, () -> new OperatorNote("ada", ""));
        var long500 = "x".repeat(500);
        assertEquals(new OperatorNote(long500, long500), new OperatorNote(long500 + "y", long500 + "z"));
        assertEquals("ada: It had to be.", new OperatorNote("ada", "It had to be.").toString());
    }

    @Test
    void eventsKeepWhatTheyWereGiven() {
        var names = new HashSet<>(Set.of("hotel"));
        var started = new SagaEvent.SagaStarted(Story.second(0), Payload.empty(), names, Story.second(60));
        var turned = new SagaEvent.CompensationStarted(
                Story.second(1), new Cause("", Cause.CANCELLED, "Changed my mind."), names);
        names.clear();
        assertEquals(Set.of("hotel"), started.skipped());
        assertEquals(Set.of("hotel"), turned.covered());
    }

    @Test
    void decisionsKeepWhatTheyWereGiven() {
        var events = new ArrayList<SagaEvent>(
                List.of(new SagaEvent.Adopted(Story.second(0), "another-node", Provenance.ANOTHER_NODE)));
        var calls = new ArrayList<>(List.of(new Call("flight", Direction.FORWARD, 1)));
        var saga = Story.of(Sagas.TRIP).starts().saga();
        var decision = new Decision(saga, events, calls, Optional.empty());
        events.clear();
        calls.clear();
        assertEquals(1, decision.events().size());
        assertEquals(1, decision.calls().size());
    }
}
