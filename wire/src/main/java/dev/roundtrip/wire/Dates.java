package dev.roundtrip.wire;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Days and instants, to and from what travels. */
public final class Dates {
    private static final int LAST_YEAR = 9999;

    private Dates() {}

    /**
     * Reads a full calendar date.
     *
     * @return empty unless year (1 to 9999), month and day are all given and there is such a day
     */
    public static Optional<LocalDate> toLocalDate(Date date) {
        if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(date.getYear(), date.getMonth(), date.getDay()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same day, to be sent. */
    public static Date toDate(LocalDate date) {
        return Date.newBuilder()
                .setYear(date.getYear())
                .setMonth(date.getMonthValue())
                .setDay(date.getDayOfMonth())
                .build();
    }

    /** The same instant, to the nanosecond, to be sent. */
    public static Timestamp toTimestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /**
     * The same instant, to the nanosecond.
     *
     * @throws DateTimeException when the seconds are beyond what an {@link Instant} can hold
     */
    public static Instant toInstant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
