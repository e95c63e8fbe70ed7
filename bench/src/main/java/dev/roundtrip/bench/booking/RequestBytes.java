package dev.roundtrip.bench.booking;

import com.google.protobuf.Duration;
import dev.roundtrip.trip.v1.BookTripRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Requests as they go over the wire, each with an id of its own. They are written once, and only the id is changed: what the
 * load generator needs of the machine, those it measures don't get.
 */
public final class RequestBytes {
    private static final String PLACE_OF_ID = "00000000-0000-0000-0000-000000000000";
    /** The id is the message's first field: its tag and its length go before it. */
    private static final int BEFORE_ID = 2;

    private final Map<Way, byte[][]> byDay = new EnumMap<>(Way.class);

    /** For trips of every way. */
    public RequestBytes() {
        this(BookTripRequest.getDefaultInstance());
    }

    /** For callers who want to know that it is accepted, and no more. */
    static RequestBytes thatDoNotWait() {
        return new RequestBytes(BookTripRequest.newBuilder()
                .setWait(Duration.getDefaultInstance())
                .build());
    }

    private RequestBytes(BookTripRequest more) {
        for (var way : Way.values()) {
            byDay.put(
                    way,
                    TripWishes.byDay(way).stream()
                            .map(trip -> trip.toBuilder()
                                    .mergeFrom(more)
                                    .setRequestId(PLACE_OF_ID)
                                    .build())
                            .map(trip -> trip.toByteArray())
                            .toArray(byte[][]::new));
        }
    }

    /** One that nobody has asked for before. */
    byte[] next(Way way) {
        var random = ThreadLocalRandom.current();
        var days = byDay.get(way);
        var request = days[random.nextInt(days.length)].clone();
        var id = new UUID(random.nextLong(), random.nextLong()).toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(id, 0, request, BEFORE_ID, id.length);
        return request;
    }
}
