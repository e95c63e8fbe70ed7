package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "8, 7"})
    void oneProcessorIsLeftToWhatIsNoEventLoop(int processors, String loops) {
        assertEquals(loops, new EventLoops(processors).getValue(EventLoops.SETTING));
    }

    @Test
    void nothingElseIsSaid() {
        assertNull(new EventLoops(2).getValue("quarkus.http.port"));
    }

    @Test
    void whateverAnybodySaysGoesBefore() {
        assertTrue(new EventLoops(2).getOrdinal() < ConfigSource.DEFAULT_ORDINAL);
    }

    @Test
    void itIsFound() {
        assertTrue(ServiceLoader.load(ConfigSource.class).stream().anyMatch(found -> found.type() == EventLoops.class));
    }
}
