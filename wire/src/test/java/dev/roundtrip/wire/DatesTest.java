package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.type.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 5, 1",
        "10000, 5, 1",
        "2031, 0, 1",
        "2031, 13, 1",
        "2031, 5, 0",
        "2031, 2, 29",
        "2031, 4, 31",
        "-1, 1, 1"
    })
    void whatIsNoFullDateIsNoDate(int year, int month, int day) {
        assertEquals(Optional.empty(), Dates.toLocalDate(date(year, month, day)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2032, 2, 29", "9999, 12, 31"})
    void aFullDateComesBackAsItWent(int year, int month, int day) {
        var there = Dates.toLocalDate(date(year, month, day));
        assertEquals(Optional.of(LocalDate.of(year, month, day)), there);
        assertEquals(date(year, month, day), Dates.toDate(there.orElseThrow()));
    }

    @Test
    void anInstantComesBackToTheNanosecond() {
        for (var instant :
                new Instant[] {Instant.ofEpochSecond(1_900_000_000L, 123_456_789), Instant.ofEpochMilli(-1)}) {
            assertEquals(instant, Dates.toInstant(Dates.toTimestamp(instant)));
        }
    }

    private static Date date(int year, int month, int day) {
        return Date.newBuilder().setYear(year).setMonth(month).setDay(day).build();
    }
}
