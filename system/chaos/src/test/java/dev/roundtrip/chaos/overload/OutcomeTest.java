package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run in which everything was held is bent in each way that it can be, alone. */
class OutcomeTest {
    private final Outcomes run = new Outcomes();

    private void assertUnheld(String what) {
        var outcome = run.outcome();
        assertFalse(outcome.held());
        assertEquals(1, outcome.unheld().size(), outcome.unheld()::toString);
        assertTrue(outcome.unheld().getFirst().contains(what), outcome.unheld()::toString);
    }

    @Test
    void allIsHeld() {
        assertEquals(List.of(), run.outcome().unheld());
        assertTrue(run.outcome().held());
        assertEquals(
                "overload: rounds=1 capacity=100 offered_ratio=3.00 goodput_ratio=1.00 refused_clearly=1.0000 heap_growth=0.05"
                        + " heap_readings=1 recovery_s=1.00 worst_recovery_s=1.00 violations=0",
                run.outcome().line());
    }

    @Test
    void whatWasNotAskedForIsNoOverload() {
        run.sent = 8_400;
        assertUnheld("It was no overload: 2.80 times");
    }

    @Test
    void norIsWhatClientsHeldBack() {
        run.heldBack = 1;
        assertUnheld("It was no overload");
    }

    @Test
    void norIsWhatNothingWasRefusedIn() {
        run.refused = 0;
        assertUnheld("It was no overload");
    }

    @Test
    void whatItCanDoIsNotFarMoreAfterwards() {
        run.againPerSlice = 31;
        run.sent = 10_000;
        run.bookedPerSlice = 28;
        assertTrue(run.outcome().held(), () -> run.outcome().unheld().toString());
        run.againPerSlice = 33;
        assertUnheld("What it can do was not known: 100 a second before the overloads, and 132 afterwards");
    }

    @Test
    void itsRateIsWhatItCanDoBeforeAndAfterwards() {
        run.againPerSlice = 20;
        assertEquals(90, run.outcome().capacity());
        assertEquals(1.11, run.outcome().goodputRatio(), 0.01);
    }

    @Test
    void oneRoundThatIsDisturbedIsNotWhatIsSaidOfAll() {
        var disturbed = new Outcomes();
        disturbed.bookedPerSlice = 10;
        disturbed.slicesUntilBack = 40;
        var other = disturbed.outcome().rounds().getFirst();
        run.others = List.of(other, run.outcome().rounds().getFirst());
        assertEquals(List.of(), run.outcome().unheld());
        assertTrue(run.outcome().line().contains("recovery_s=1.00 worst_recovery_s=9.75"), run.outcome()::line);
        run.others = List.of(other, other);
        assertEquals(
                2, run.outcome().unheld().size(), () -> run.outcome().unheld().toString());
    }

    @Test
    void nineTenthsAreDoneAllTheSame() {
        run.bookedPerSlice = 23;
        assertTrue(run.outcome().held());
        run.bookedPerSlice = 22;
        assertUnheld("Overloaded it did 0.88");
    }

    @Test
    void theRestIsRefusedClearly() {
        run.undecided = 2;
        assertTrue(run.outcome().held());
        run.unclear = Map.of("UNAVAILABLE", 20L);
        assertUnheld("unclear: UNAVAILABLE=20");
    }

    @Test
    void heapsMayGrowByATenthMeanwhileAndAfterwards() {
        run.heapOverloaded = 111;
        assertUnheld("A heap grew by 0.11");
        run.heapOverloaded = 100;
        run.heapAfterwards = 111;
        assertUnheld("A heap grew by 0.11");
    }

    @Test
    void itIsBackInFiveSeconds() {
        run.slicesUntilBack = 20;
        assertTrue(run.outcome().held());
        run.slicesUntilBack = 22;
        assertUnheld("after 5.50 s");
        run.slicesUntilBack = 60;
        assertUnheld("after never s");
    }

    @Test
    void nothingIsViolated() {
        run.violations = List.of("a trip is lost");
        assertUnheld("a trip is lost");
    }
}
