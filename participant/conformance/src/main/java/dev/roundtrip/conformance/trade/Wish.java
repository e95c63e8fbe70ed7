package dev.roundtrip.conformance.trade;

/**
 * What an order asks for.
 *
 * @param traveller the name it is made out to
 * @param units how many of what is sold, on each day
 * @param first the first day, counted from 0
 * @param end the day after the last
 */
public record Wish(String traveller, int units, int first, int end) {
    private static final String ADA = "Ada";

    /** One unit for so many days from the first. */
    public static Wish one(int days) {
        return new Wish(ADA, 1, 0, days);
    }

    /** So many units for some days. */
    public static Wish of(int units, int first, int end) {
        return new Wish(ADA, units, first, end);
    }

    /** The same for somebody else. */
    public Wish by(String somebody) {
        return new Wish(somebody, units, first, end);
    }
}
