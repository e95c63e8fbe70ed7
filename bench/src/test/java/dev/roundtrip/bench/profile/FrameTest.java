package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void stacksLieOverEachOtherAsFarAsTheyBeginAlike() {
        assertEquals(
                new Frame(
                        "all",
                        5,
                        List.of(
                                new Frame(
                                        "a",
                                        4,
                                        List.of(
                                                new Frame("b", 2, List.of(new Frame("d", 1, List.of()))),
                                                new Frame("c", 1, List.of()))),
                                new Frame("b", 1, List.of()))),
                Frame.folded(
                        "all",
                        List.of(
                                List.of("a", "c"),
                                List.of("b"),
                                List.of("a", "b", "d"),
                                List.of("a"),
                                List.of("a", "b"))));
    }

    @Test
    void aMethodThatCallsItselfIsAFrameUnderItself() {
        assertEquals(
                new Frame("all", 1, List.of(new Frame("a", 1, List.of(new Frame("a", 1, List.of()))))),
                Frame.folded("all", List.of(List.of("a", "a"))));
    }
}
