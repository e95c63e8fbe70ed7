package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    @ParameterizedTest
    @CsvSource({
        "dev.roundtrip.Trips$$Lambda+0x00007f12a4bc0d88, dev.roundtrip.Trips$$Lambda",
        "dev.roundtrip.Trips$$Lambda.0x00007f12a4bc0d88, dev.roundtrip.Trips$$Lambda",
        "java.lang.invoke.LambdaForm$MH/0x00007f12a4003000, java.lang.invoke.LambdaForm$MH",
        "dev.roundtrip.Trips, dev.roundtrip.Trips"
    })
    void whatIsNumberedAnewInEveryRunHasTheSameNameInAll(String type, String name) {
        assertEquals(name, Recording.withoutNumber(type));
    }
}
