package dev.roundtrip.bench.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.trip.v1.BookTripRequest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestBytesTest {
    private final RequestBytes requests = new RequestBytes();

    @ParameterizedTest
    @EnumSource
    void arePartsOfAWishUnderAnIdOfTheirOwn(Way way) throws InvalidProtocolBufferException {
        var one = BookTripRequest.parseFrom(requests.next(way));
        var other = BookTripRequest.parseFrom(requests.next(way));
        assertNotEquals(UUID.fromString(one.getRequestId()), UUID.fromString(other.getRequestId()));
        assertTrue(
                TripWishes.byDay(way).contains(one.toBuilder().clearRequestId().build()), one.toString());
        assertEquals(way.car(), one.getCar().getCarClass());
    }
}
