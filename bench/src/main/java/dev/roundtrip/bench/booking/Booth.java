package dev.roundtrip.bench.booking;

import java.time.Duration;

/** Where trips are booked, one way or another. */
public interface Booth extends AutoCloseable {
    /** Books one, and tells what came of it, on any thread. */
    void book(Way way, Hearer hearer);

    @Override
    void close();

    /** Is told once of each that was booked. */
    interface Hearer {
        /** It ended as its way does. */
        void ended();

        /** There was no room for it, nothing of it has happened, and it may be asked for again after that time. */
        void refused(Duration comeBackAfter);

        /** It did not, or nothing is known of it. */
        void failed(RuntimeException why);
    }
}
