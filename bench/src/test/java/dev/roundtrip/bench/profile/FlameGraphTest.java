package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class FlameGraphTest {
    private static final String WIDE = "dev.roundtrip.Trips.<init>";
    private static final String BESIDE = "io.netty.Loop.run";
    private static final String UNDER = "java.util.HashMap.get";

    /** 1180 wide: from the left two samples that are too narrow, then WIDE with UNDER at its left, then BESIDE. */
    private static final FlameGraph SOME = new FlameGraph(
            "a & b",
            new Frame(
                    "all",
                    1000,
                    List.of(
                            new Frame("a.Narrow.first", 2, List.of()),
                            new Frame(WIDE, 600, List.of(new Frame(UNDER, 300, List.of()))),
                            new Frame(BESIDE, 398, List.of()))));

    @Test
    void aFrameIsAsWideAsItsSamplesAndUnderItsCaller() throws Exception {
        var frames = frames(SOME.svg());
        var all = frames.get("all: 1,000 samples, 100.0 %");
        var wide = frames.get(WIDE + ": 600 samples, 60.0 %");
        var under = frames.get(UNDER + ": 300 samples, 30.0 %");
        var beside = frames.get(BESIDE + ": 398 samples, 39.8 %");
        assertEquals(1180, number(all, "width"));
        assertEquals(708, number(wide, "width"));
        assertEquals(354, number(under, "width"));
        assertEquals(number(wide, "x"), number(under, "x"));
        assertEquals(number(wide, "x") + 708, number(beside, "x"), 0.11);
        assertEquals(number(all, "y") + 16, number(wide, "y"));
        assertEquals(number(wide, "y") + 16, number(under, "y"));
        assertEquals(number(wide, "y"), number(beside, "y"));
    }

    @Test
    void aNarrowFrameIsLeftOutAndItsPlaceLeftOpen() throws Exception {
        var frames = frames(SOME.svg());
        assertEquals(4, frames.size(), frames.keySet().toString());
        // 2 of 1000 samples are 2.36 wide.
        assertEquals(10 + 2.36, number(frames.get(WIDE + ": 600 samples, 60.0 %"), "x"), 0.05);
    }

    @Test
    void aFrameHasTheColourOfItsOrigin() throws Exception {
        var frames = frames(SOME.svg());
        assertEquals(Origin.OURS.colour(), colour(frames.get(WIDE + ": 600 samples, 60.0 %")));
        assertEquals(Origin.JDK.colour(), colour(frames.get(UNDER + ": 300 samples, 30.0 %")));
        assertTrue(SOME.svg().contains(">" + Origin.NETTY.label() + "</text>"));
    }

    @Test
    void aNameIsWrittenAsFarAsItFits() {
        assertEquals("HashMap.get", FlameGraph.label(UNDER, 80));
        assertEquals("HashM..", FlameGraph.label(UNDER, 50));
        assertEquals("", FlameGraph.label(UNDER, 20));
        assertEquals("all", FlameGraph.label("all", 1000));
    }

    @Test
    void aPictureHasABoundAndSaysWhatIsLeftOutForIt() {
        // A hundred towers of a hundred frames, each of one in a hundred samples.
        var towers = IntStream.range(0, 100)
                .mapToObj(tower -> Collections.nCopies(100, "some.where.Tower" + tower + ".withARatherLongName"))
                .toList();
        var stacks = new ArrayList<>(towers);
        stacks.addAll(Collections.nCopies(100, List.of("some.where.else.run")));
        var svg = new FlameGraph("towers", Frame.folded("all", stacks)).svg();
        assertTrue(svg.length() <= 300_000, "it has " + svg.length());
        assertTrue(svg.contains("else.run"), svg);
        assertFalse(svg.contains("narrower than 0.30 %"), svg);
    }

    private static Map<String, Element> frames(String svg) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var titles = document.getElementsByTagName("title");
        var frames = new HashMap<String, Element>();
        for (var at = 0; at < titles.getLength(); at++) {
            frames.put(
                    titles.item(at).getTextContent(), (Element) titles.item(at).getParentNode());
        }
        return frames;
    }

    private static double number(Element frame, String attribute) {
        return Double.parseDouble(frame.getAttribute(attribute));
    }

    private static String colour(Element frame) {
        return ((Element) frame.getParentNode()).getAttribute("fill");
    }
}
