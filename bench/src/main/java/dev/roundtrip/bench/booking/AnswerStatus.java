package dev.roundtrip.bench.booking;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import java.io.IOException;
import java.io.InputStream;

/** Reads of an answer how the trip ended, and passes over the rest. */
final class AnswerStatus {
    private static final int TRIP = tag(BookTripResponse.TRIP_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int STATUS = tag(Trip.STATUS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int TYPE_BITS = 3;

    private AnswerStatus() {}

    private static int tag(int field, int type) {
        return field << TYPE_BITS | type;
    }

    /** UNSPECIFIED when it says nothing of that. */
    static TripStatus read(InputStream answer) throws IOException {
        var in = CodedInputStream.newInstance(answer.readAllBytes());
        var status = TripStatus.TRIP_STATUS_UNSPECIFIED;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == TRIP) {
                status = ofTrip(in);
            } else {
                in.skipField(tag);
            }
        }
        return status;
    }

    private static TripStatus ofTrip(CodedInputStream in) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        var status = TripStatus.TRIP_STATUS_UNSPECIFIED;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == STATUS) {
                int number = in.readEnum();
                var known = TripStatus.forNumber(number);
                status = known == null ? TripStatus.UNRECOGNIZED : known;
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(limit);
        return status;
    }
}
