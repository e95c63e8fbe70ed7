package dev.roundtrip.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void countsWhatIsNewOfThoseThatAreThere() {
        var before = new CpuTime(Map.of(1L, Duration.ofMillis(100), 2L, Duration.ofMillis(500)));
        var after = new CpuTime(Map.of(1L, Duration.ofMillis(130), 3L, Duration.ofMillis(20)));
        assertEquals(Duration.ofMillis(50), after.since(before));
    }
}
