package dev.roundtrip.bench.dbos;

/** The workflow, as DBOS wants it declared. */
interface TripBooking {
    /**
     * Books a trip, or gives back what was reserved of it.
     *
     * @param request a BookTripRequest, as {@link Text} writes it
     * @return a BookTripResponse, as text
     */
    String book(String request);
}
