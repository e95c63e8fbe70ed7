package dev.roundtrip.wire;

import com.google.type.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whole days in a row: the nights of a stay, the days of a hire.
 *
 * @param first the first day
 * @param end the day after the last
 */
public record Period(LocalDate first, LocalDate end) {
    private static final int LIMIT = 30;
    private static final String FULL_DATE = "must be a full calendar date";

    /** How many days: 1 to 30 when it was read from a request. */
    public int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(first, end));
    }

    /**
     * Reads two fields of a request.
     *
     * @param violations told what is wrong, by the names given
     * @return empty when something is
     */
    public static Optional<Period> read(
            String firstField, Date firstDate, String endField, Date endDate, FieldViolations violations) {
        var first = Dates.toLocalDate(firstDate);
        var end = Dates.toLocalDate(endDate);
        violations.require(first.isPresent(), firstField, FULL_DATE);
        violations.require(end.isPresent(), endField, FULL_DATE);
        return first.flatMap(from -> end.map(to -> new Period(from, to)))
                .filter(period ->
                        violations.require(period.isInOrder(), endField, "must be 1 to 30 days after " + firstField));
    }

    private boolean isInOrder() {
        return first.isBefore(end) && ChronoUnit.DAYS.between(first, end) <= LIMIT;
    }
}
