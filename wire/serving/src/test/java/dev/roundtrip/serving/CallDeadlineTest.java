package dev.roundtrip.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallDeadlineTest {
    @ParameterizedTest
    @CsvSource({"1H, PT1H", "2M, PT2M", "3S, PT3S", "4m, PT0.004S", "5u, PT0.000005S", "6n, PT0.000000006S"})
    void everyUnitOfTheWireIsUnderstood(String header, Duration meant) {
        assertEquals(Optional.of(meant), CallDeadline.parse(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "1", "1x", "-1S", "123456789S", "1 S"})
    void whatIsNoTimeoutIsNone(String header) {
        assertEquals(Optional.empty(), CallDeadline.parse(header));
    }

    @Test
    void theLongestThatCanBeWrittenIsADayHere() {
        assertEquals(Optional.of(Duration.ofDays(1)), CallDeadline.parse("99999999H"));
    }
}
