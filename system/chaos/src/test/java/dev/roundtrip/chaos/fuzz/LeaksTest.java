package dev.roundtrip.chaos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.IllegalStateException: no",
                "\tat dev.roundtrip.trip.Trip.book(Trip.java:7)",
                "io.quarkus.Foo",
                "com.google.gson.stream.MalformedJson",
                "NullPointerException"
            })
    void whatIsInsideIsRecognized(String text) {
        assertTrue(Leaks.in("well: " + text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flight.origin: must be the IATA code of a known airport, such as LIS",
                "must be an address of 3 to 254 characters, such as ada@example.org",
                "{\"code\":\"INVALID_ARGUMENT\",\"title\":\"The request is not valid\"}"
            })
    void whatCallersAreMeantToReadIsNone(String text) {
        assertTrue(Leaks.in(text).isEmpty());
    }
}
