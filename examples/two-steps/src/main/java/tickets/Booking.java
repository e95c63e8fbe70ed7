package tickets;

import dev.roundtrip.saga.runtime.RequestCodec;

/** What someone wants: a seat at a concert. */
record Booking(String buyer, String concert) {
    static final RequestCodec<Booking> CODEC = RequestCodec.TEXT.as(Booking::parse, Booking::text);

    private String text() {
        return buyer + " " + concert;
    }

    private static Booking parse(String text) {
        var words = text.split(" ", 2);
        return new Booking(words[0], words[1]);
    }
}
