package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", "nul\u0000", "eleven char"})
    void isNotALineOfTenCharacters(String text) {
        assertFalse(Texts.isLine(text, 10));
    }

    @Test
    void lengthIsCountedInCharactersAsPeopleCountThem() {
        assertTrue(Texts.isLine("😀".repeat(10), 10));
        assertTrue(Texts.isLine("Zoë Ångst", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LI", "LISB", "lis", "L1S", "LIŠ", "LIS\n"})
    void isNotACodeOfThreeCapitals(String text) {
        assertFalse(Texts.isThreeCapitals(text));
    }

    @Test
    void isACodeOfThreeCapitals() {
        assertTrue(Texts.isThreeCapitals("LIS"));
    }
}
