package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RelookTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final Relook relook = new Relook();

    @Test
    void thereIsNoneAsLongAsNobodyIsRefused() {
        assertFalse(relook.isOn(BEGIN));
        assertFalse(relook.isOn(BEGIN.plusSeconds(1000)));
    }

    @Test
    void beginsWhenThePaceHasFallen() {
        relook.refused(300, at(0));
        relook.refused(170, at(11));
        assertTrue(relook.isOn(at(11)));
    }

    @Test
    void doesNotBeginWhileThePaceIsSteady() {
        for (int second = 0; second < 60; second++) {
            relook.refused(second % 2 == 0 ? 300 : 240, at(second));
            assertFalse(relook.isOn(at(second)), "after " + second + " s");
        }
    }

    @Test
    void beginsEveryMinuteAllTheSame() {
        relook.refused(300, at(0));
        relook.refused(300, at(60));
        assertTrue(relook.isOn(at(60)));
    }

    @Test
    void endsWhenEnoughHaveBeenSeen() {
        look();
        for (int number = 0; number < 7; number++) {
            relook.took(at(12));
        }
        assertTrue(relook.isOn(at(12)));
        relook.took(at(12));
        assertFalse(relook.isOn(at(12)));
    }

    @Test
    void endsAfterTenSecondsWhateverIsSeen() {
        look();
        assertTrue(relook.isOn(at(20)));
        assertFalse(relook.isOn(at(21)));
    }

    @Test
    void isNotFollowedByTheNextAtOnce() {
        look();
        assertFalse(relook.isOn(at(21)));
        relook.refused(300, at(22));
        relook.refused(10, at(23));
        assertFalse(relook.isOn(at(23)));
        relook.refused(10, at(31));
        assertTrue(relook.isOn(at(31)));
    }

    @Test
    void aClockThatIsSetBackEndsIt() {
        look();
        assertFalse(relook.isOn(BEGIN));
    }

    private void look() {
        relook.refused(300, at(0));
        relook.refused(10, at(11));
        assertTrue(relook.isOn(at(11)));
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }
}
