package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void whatAHistoryCantKeepIsReplaced() {
        assertEquals("a\uFFFDb", new Fault(Fault.Kind.TRANSIENT, "a\u0000b").message());
        assertEquals("\uFFFD", new Outcome.Rejected("\u0000", "no").reason());
    }

    @Test
    void longWordsAreCutAndNeverWithinACharacter() {
        assertEquals(500, new Signal.Cancel("x".repeat(501)).message().length());
        assertEquals("x".repeat(499), new Signal.Cancel("x".repeat(499) + "\uD83D\uDE00").message());
    }
}
