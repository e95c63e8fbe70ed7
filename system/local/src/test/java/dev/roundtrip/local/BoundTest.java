package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundTest {
    @Test
    void itLooksUntilThereIsSomethingToBeSeen() {
        var looks = new AtomicInteger();
        int seen = new Bound(Duration.ofSeconds(30)).await("the third look", () -> Optional.of(looks.incrementAndGet())
                .filter(look -> look == 3));
        assertEquals(3, seen);
    }

    @Test
    void pastItsLimitItSaysWhatWasMissing() {
        var bound = new Bound(Duration.ZERO);
        var late = assertThrows(LocalFailure.class, () -> bound.awaitThat("the impossible", () -> false));
        assertEquals("Waited 0 s in vain for the impossible.", late.getMessage());
    }
}
