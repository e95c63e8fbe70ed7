package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LastingTest {
    @Test
    void isOverWhenItsTimeIs() {
        assertFalse(Lasting.of(Duration.ofHours(1)).isOver());
        assertTrue(Lasting.of(Duration.ZERO).isOver());
    }

    @Test
    void isOverWhenWhatItIsForIsDoneAndAtTheLatestWhenItsTimeIs() {
        var done = new AtomicBoolean();
        var lasting = Lasting.until(done::get, Duration.ofHours(1));
        assertFalse(lasting.isOver());
        done.set(true);
        assertTrue(lasting.isOver());
        assertTrue(Lasting.until(() -> false, Duration.ZERO).isOver());
    }
}
