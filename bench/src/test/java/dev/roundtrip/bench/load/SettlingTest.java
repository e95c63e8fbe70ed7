package dev.roundtrip.bench.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SettlingTest {
    @Test
    void goesOnAsLongAsItGetsFaster() {
        var settling = new Settling(100);
        for (var rate = 100; rate < 1000; rate += 100) {
            settling.see(rate);
            assertTrue(settling.goesOn());
        }
    }

    @Test
    void endsWhenItGetsNoFaster() {
        var settling = new Settling(100);
        settling.see(100);
        settling.see(101);
        settling.see(90);
        settling.see(102);
        settling.see(80);
        settling.see(100);
        assertTrue(settling.goesOn());
        settling.see(101);
        assertFalse(settling.goesOn());
    }

    @Test
    void oneThatIsFasterBeginsAnew() {
        var settling = new Settling(100);
        settling.see(100);
        for (var i = 0; i < 5; i++) {
            settling.see(90);
        }
        settling.see(120);
        for (var i = 0; i < 5; i++) {
            settling.see(90);
        }
        assertTrue(settling.goesOn());
    }

    @Test
    void waitsForTheFirstAnswer() {
        var settling = new Settling(100);
        for (var i = 0; i < 10; i++) {
            settling.see(0);
            assertTrue(settling.goesOn());
        }
    }

    @Test
    void endsAtItsBound() {
        var settling = new Settling(3);
        settling.see(1);
        settling.see(2);
        assertTrue(settling.goesOn());
        settling.see(4);
        assertFalse(settling.goesOn());
    }
}
