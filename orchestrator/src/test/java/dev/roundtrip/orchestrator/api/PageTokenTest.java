package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    @Test
    void aTokenSaysWhereToGoOn() {
        var token = new PageToken("TRIP_STATUS_COMPLETED", UUID.randomUUID());
        assertEquals(Optional.of(token), PageToken.parse(token.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "UlVOTklORw", "VFJJUF9TVEFUVVNfUlVOTklORyA3"})
    void whatIsNoTokenIsNone(String text) {
        assertEquals(Optional.empty(), PageToken.parse(text));
    }
}
