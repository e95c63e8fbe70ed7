package dev.roundtrip.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void aPictureHasAPointForEachStepOfEachLine() throws Exception {
        var plot = new Plot(
                "rates",
                List.of("1", "16", "64"),
                List.of(
                        new Plot.Line("one", List.of(at(10), at(20), at(30))),
                        new Plot.Line("other", List.of(at(5), at(6), at(7)))));
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Plot.svg(List.of(plot, plot)).getBytes(StandardCharsets.UTF_8)));
        assertEquals(12, document.getElementsByTagName("circle").getLength());
        // 6 of the grid, and per line 3 bars, 2 from point to point and 1 in the legend; in 2 panels.
        assertEquals(2 * (6 + 2 * 6), document.getElementsByTagName("line").getLength());
    }

    @Test
    void ofManyStepsOnlySomeAreNamed() {
        var steps = IntStream.range(0, 60).mapToObj(step -> "step " + step).toList();
        var points = steps.stream().map(step -> at(10)).toList();
        var svg = Plot.svg(List.of(new Plot("rates", steps, List.of(new Plot.Line("one", points)))));
        assertEquals(60, svg.split("<circle", -1).length - 1);
        assertEquals(12, svg.split(">step ", -1).length - 1);
        assertTrue(svg.contains(">step 5<"), svg);
    }

    private static Spread at(double value) {
        return new Spread(value, value - 1, value + 1);
    }
}
