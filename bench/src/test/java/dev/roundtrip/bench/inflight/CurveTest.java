package dev.roundtrip.bench.inflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roundtrip.bench.inflight.Curve.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    /** Nothing for five seconds, then a hundred a second, then fifty. */
    private static final Curve CURVE = new Curve(List.of(
            new Point(0, 0),
            new Point(2.5, 0),
            new Point(5, 0),
            new Point(6, 100),
            new Point(7, 200),
            new Point(9, 300),
            new Point(11, 300)));

    @Test
    void theTimeIsThatInWhichTheyCame() {
        assertEquals(5, CURVE.begin());
        assertEquals(9, CURVE.end());
        assertEquals(300, CURVE.sagas());
        assertEquals(75, CURVE.perSecond());
    }

    @Test
    void betweenTwoLooksTheyComeEvenly() {
        assertEquals(0, CURVE.at(4.9));
        assertEquals(50, CURVE.at(5.5));
        assertEquals(225, CURVE.at(7.5));
        assertEquals(300, CURVE.at(20));
    }

    @Test
    void ratesAreOfEachStepUntilAllAreThere() {
        assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 100.0, 100.0, 50.0, 50.0), CURVE.rates(1));
        assertEquals(List.of(0.0, 60.0), CURVE.rates(5), "300 in the second five seconds");
        double all = CURVE.rates(2).stream().mapToDouble(rate -> 2 * rate).sum();
        assertEquals(300, all, 1e-9, "none is counted twice or left out");
    }

    @Test
    void thoseThatWereThereAtTheFirstLookCameBeforeIt() {
        assertEquals(200, new Curve(List.of(new Point(0.5, 100))).perSecond());
    }

    @Test
    void whereNoneCameNoneCame() {
        var none = new Curve(List.of(new Point(0, 0), new Point(3, 0)));
        assertEquals(0, none.perSecond());
        assertEquals(List.of(0.0), none.rates(1));
        assertThrows(IllegalArgumentException.class, () -> new Curve(List.of()));
    }
}
