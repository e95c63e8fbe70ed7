package dev.roundtrip.orchestrator.trip;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.trip.v1.BookTripRequest;

/** Trips are kept in the journal as the protobuf message they were asked for with. */
public final class BookTripRequestCodec implements RequestCodec<BookTripRequest> {
    @Override
    public Payload encode(BookTripRequest request) {
        return Payload.of(request.toByteArray());
    }

    @Override
    public BookTripRequest decode(Payload payload) {
        try {
            return BookTripRequest.parseFrom(payload.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a trip's request can't be read: " + e.getMessage(), e);
        }
    }
}
