package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    @Test
    void clientsHaveOneOfFourAndOneAtLeast() {
        assertEquals(Optional.of("1"), new Processors(2).ofClients());
        assertEquals(Optional.of("0"), new Processors(2).ofSystem());
        assertEquals(Optional.of("6-7"), new Processors(8).ofClients());
        assertEquals(Optional.of("0-5"), new Processors(8).ofSystem());
    }

    @Test
    void oneProcessorIsShared() {
        assertEquals(Optional.empty(), new Processors(1).ofClients());
        assertEquals(Optional.empty(), new Processors(1).ofSystem());
    }
}
