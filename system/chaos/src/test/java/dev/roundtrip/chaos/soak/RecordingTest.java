package dev.roundtrip.chaos.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Column HEAP = new Column("car", Measure.HEAP_MIB);
    private static final Column OTHER = new Column("hotel", Measure.HEAP_MIB);
    private static final Column HANDLES = new Column("car", Measure.HANDLES);

    private final Recording recording = new Recording();

    @Test
    void aFileHasWhatItsTopicIsAboutAndNothingWhereNothingWasSampled() {
        recording.add(Duration.ofSeconds(10), Map.of(HEAP, 50.125));
        recording.add(Duration.ofSeconds(5), Map.of(HANDLES, 99.0));
        recording.add(Duration.ofSeconds(20), Map.of(OTHER, 7.0));
        assertEquals("seconds,car heap_mib,hotel heap_mib\n10,50.13,\n20,,7\n", recording.csv(Topic.HEAPS));
        assertEquals("seconds,car handles\n5,99\n", recording.csv(Topic.PROCESSES));
        assertEquals("seconds\n", recording.csv(Topic.CLIENTS));
    }

    @Test
    void samplesAreInTheOrderOfTheirTime() {
        recording.add(Duration.ofSeconds(10), Map.of(HEAP, 2.0));
        recording.add(Duration.ofSeconds(5), Map.of(HEAP, 1.0));
        assertEquals(
                List.of(new Point(Duration.ofSeconds(5), 1), new Point(Duration.ofSeconds(10), 2)),
                recording.points(HEAP));
        assertEquals(List.of(), recording.points(OTHER));
    }
}
