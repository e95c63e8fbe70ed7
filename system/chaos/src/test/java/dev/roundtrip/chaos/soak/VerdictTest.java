package dev.roundtrip.chaos.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final int SAMPLES = 300;

    private final Recording recording = new Recording();
    private final SplittableRandom random = new SplittableRandom(5);

    VerdictTest() {
        steady(Measure.HEAP_MIB, 60);
        steady(Measure.HANDLES, 120);
        steady(Measure.THREADS, 80);
        steady(Measure.FLEETING, 40_000);
        steady(Measure.MIB, 30);
        steady(Measure.ENDED_PER_S, 40);
    }

    private void steady(Measure measure, double level) {
        record("some", measure, share -> level * (0.98 + 0.04 * random.nextDouble()));
    }

    /** By which share of the run is over. */
    private void record(String subject, Measure measure, DoubleUnaryOperator value) {
        var column = new Column(subject, measure);
        for (int at = 0; at <= SAMPLES; at++) {
            recording.add(
                    LENGTH.multipliedBy(at).dividedBy(SAMPLES),
                    Map.of(column, value.applyAsDouble((double) at / SAMPLES)));
        }
    }

    private Verdict verdict() {
        return Verdict.on(recording, LENGTH, relation -> relation.equals("bookings"));
    }

    private List<Column> past() {
        return verdict().past().stream().map(Trend::column).toList();
    }

    @Test
    void whatOnlyTremblesHolds() {
        assertEquals(List.of(), past());
        assertTrue(verdict().held());
    }

    @Test
    void aHeapThatLeaksIsCaught() {
        record("leaking", Measure.HEAP_MIB, share -> 60 + 20 * share);
        assertEquals(List.of(new Column("leaking", Measure.HEAP_MIB)), past());
        assertFalse(verdict().held());
        assertEquals(10 / 67.5, verdict().most(Measure.HEAP_MIB).orElseThrow(), 0.01);
    }

    @Test
    void whatGrowsWhileItWarmsUpHolds() {
        record("warming up", Measure.HEAP_MIB, share -> Math.min(60, 20 + 400 * share));
        assertEquals(List.of(), past());
    }

    @Test
    void handlesThatAreNotGivenBackAreCaught() {
        record("leaking", Measure.HANDLES, share -> Math.floor(120 + 60 * share));
        assertEquals(List.of(new Column("leaking", Measure.HANDLES)), past());
    }

    @Test
    void aFewThreadsMoreAreNone() {
        record("more", Measure.THREADS, share -> share > 0.6 ? 34 : 30);
        assertEquals(List.of(), past());
        record("many more", Measure.THREADS, share -> share > 0.6 ? 35 : 30);
        assertEquals(List.of(new Column("many more", Measure.THREADS)), past());
    }

    @Test
    void rowsThatNobodyDeletesAreCaught() {
        record("forgotten", Measure.FLEETING, share -> 72_000 * share);
        assertEquals(List.of(new Column("forgotten", Measure.FLEETING)), past());
    }

    @Test
    void rowsWhereThereWereNoneAreCaught() {
        record("late", Measure.FLEETING, share -> share > 0.7 ? 1_000 : 0);
        assertEquals(List.of(new Column("late", Measure.FLEETING)), past());
        assertTrue(verdict().trends().stream()
                .filter(trend -> trend.column().subject().equals("late"))
                .allMatch(trend -> trend.growth().isEmpty()));
    }

    @Test
    void aTableThatSwellsIsCaughtUnlessItsRowsStay() {
        record("swelling", Measure.MIB, share -> 10 + 20 * share);
        record("bookings", Measure.MIB, share -> 10 + 200 * share);
        assertEquals(List.of(new Column("swelling", Measure.MIB)), past());
    }

    @Test
    void aSystemThatTiresIsCaught() {
        record("tired", Measure.ENDED_PER_S, share -> share < 0.5 ? 40 : 35);
        assertEquals(List.of(new Column("tired", Measure.ENDED_PER_S)), past());
        assertEquals(-0.125, verdict().least(Measure.ENDED_PER_S).orElseThrow(), 0.001);
    }

    @Test
    void aSystemThatTiresALittleHolds() {
        record("hardly tired", Measure.ENDED_PER_S, share -> share < 0.5 ? 40 : 37);
        assertEquals(List.of(), past());
    }

    @Test
    void whatWasSampledNoLongerHasNotHeld() {
        var column = new Column("gone", Measure.HEAP_MIB);
        recording.add(LENGTH.dividedBy(3), Map.of(column, 60.0));
        assertEquals(List.of(column), past());
    }

    @Test
    void whatWasNeverSampledHasNotHeld() {
        assertFalse(Verdict.on(new Recording(), LENGTH, relation -> false).held());
    }
}
