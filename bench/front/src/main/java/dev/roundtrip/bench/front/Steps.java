package dev.roundtrip.bench.front;

/** What the parts of a trip are called. */
public final class Steps {
    /** Seats on a flight. */
    public static final String FLIGHT = "flight";
    /** Rooms in a hotel. */
    public static final String HOTEL = "hotel";
    /** A car. */
    public static final String CAR = "car";

    private Steps() {}
}
