package dev.roundtrip.saga.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void isEqualByContent() {
        assertEquals(Payload.of(new byte[] {1, 2}), Payload.of(new byte[] {1, 2}));
        assertEquals(
                Payload.of(new byte[] {1, 2}).hashCode(),
                Payload.of(new byte[] {1, 2}).hashCode());
        assertNotEquals(Payload.of(new byte[] {1, 2}), Payload.of(new byte[] {1, 3}));
        assertEquals(Payload.empty(), Payload.of(new byte[0]));
    }

    @Test
    void cannotBeChangedFromOutside() {
        var given = new byte[] {1, 2};
        var payload = Payload.of(given);
        given[0] = 9;
        payload.bytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, payload.bytes());
        assertEquals(2, payload.size());
    }

    @Test
    void showsItselfWhenItIsShortAndItsLengthWhenItIsNot() {
        assertEquals("0aff", Payload.of(new byte[] {10, -1}).toString());
        assertEquals("17 bytes", Payload.of(new byte[17]).toString());
    }
}
