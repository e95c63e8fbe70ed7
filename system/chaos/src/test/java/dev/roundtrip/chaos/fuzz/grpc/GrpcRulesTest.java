package dev.roundtrip.chaos.fuzz.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorInfo;
import dev.roundtrip.chaos.fuzz.grpc.GrpcCall.Ending;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.trip.v1.GetTripRequest;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcRulesTest {
    private static final Rpc GET_TRIP = new Rpc(
            ServiceName.ORCHESTRATOR,
            GetTripRequest.getDescriptor()
                    .getFile()
                    .findServiceByName("TripService")
                    .findMethodByName("GetTrip"));
    private static final Map.Entry<String, String> TYPE = Map.entry("content-type", "application/grpc");

    private static GrpcCall call(byte[] body) {
        return new GrpcCall("test", GET_TRIP, List.of(TYPE), body, Ending.DONE);
    }

    private static GrpcAnswer answer(Status.Code code, byte[] details) {
        return new GrpcAnswer.Answered(200, Optional.of(code), "no", details, 200, List.of());
    }

    private static byte[] namingAField() {
        var bad = BadRequest.newBuilder()
                .addFieldViolations(BadRequest.FieldViolation.newBuilder().setField("trip_id"));
        return com.google.rpc.Status.newBuilder()
                .addDetails(Any.pack(bad.build()))
                .build()
                .toByteArray();
    }

    @Test
    void aFaultOfTheServerIsAViolation() {
        var call = call(GrpcCall.frame(new byte[0]));
        for (var code :
                List.of(Status.Code.INTERNAL, Status.Code.UNKNOWN, Status.Code.DATA_LOSS, Status.Code.UNAVAILABLE)) {
            assertTrue(GrpcRules.broken(call, answer(code, new byte[0])).isPresent(), code::name);
        }
        assertEquals(Optional.empty(), GrpcRules.broken(call, answer(Status.Code.NOT_FOUND, new byte[0])));
    }

    @Test
    void whatCouldBeReadIsRefusedByTheNameOfAField() {
        var readable = call(GrpcCall.frame(new byte[0]));
        assertTrue(GrpcRules.broken(readable, answer(Status.Code.INVALID_ARGUMENT, new byte[0]))
                .isPresent());
        assertEquals(
                Optional.empty(), GrpcRules.broken(readable, answer(Status.Code.INVALID_ARGUMENT, namingAField())));
        var unreadable = call(GrpcCall.frame(new byte[] {-1}));
        assertEquals(Optional.empty(), GrpcRules.broken(unreadable, answer(Status.Code.INVALID_ARGUMENT, new byte[0])));
    }

    @Test
    void aDeadlineExcusesOnlyWhoHadOne() {
        var late = answer(Status.Code.DEADLINE_EXCEEDED, new byte[0]);
        var body = GrpcCall.frame(new byte[0]);
        assertTrue(GrpcRules.broken(call(body), late).isPresent());
        var withDeadline =
                new GrpcCall("test", GET_TRIP, List.of(TYPE, Map.entry("grpc-timeout", "1n")), body, Ending.DONE);
        assertEquals(Optional.empty(), GrpcRules.broken(withDeadline, late));
    }

    @Test
    void silenceAndABareErrorAreViolations() {
        var call = call(GrpcCall.frame(new byte[0]));
        assertTrue(GrpcRules.broken(call, new GrpcAnswer.Silence()).isPresent());
        assertTrue(GrpcRules.broken(call, new GrpcAnswer.Cut("reset")).isPresent());
        assertTrue(
                GrpcRules.broken(call, new GrpcAnswer.Answered(500, Optional.empty(), "", new byte[0], 200, List.of()))
                        .isPresent());
    }

    @Test
    void aFrameThatLiesHasNoMessage() {
        assertTrue(call(GrpcCall.frame(new byte[0])).message().isPresent());
        assertTrue(call(GrpcCall.frame(1, 0, new byte[0])).message().isEmpty());
        assertTrue(call(GrpcCall.frame(0, 5, new byte[2])).message().isEmpty());
        assertTrue(call(new byte[3]).message().isEmpty());
    }

    @Test
    void whatNoClientReadsIsAViolation() {
        var call = call(GrpcCall.frame(new byte[0]));
        assertTrue(GrpcRules.broken(
                        call,
                        new GrpcAnswer.Answered(
                                200, Optional.of(Status.Code.NOT_FOUND), "no", new byte[0], 8_193, List.of()))
                .isPresent());
    }

    @Test
    void detailsThatTellWhatIsInsideAreAViolation() {
        var call = call(GrpcCall.frame(new byte[0]));
        assertEquals(Optional.empty(), GrpcRules.broken(call, answer(Status.Code.NOT_FOUND, namingAField())));
        for (var detail : List.of(
                Any.pack(DebugInfo.newBuilder().setDetail("nothing much").build()),
                Any.pack(ErrorInfo.newBuilder()
                        .putMetadata("why", "NullPointerException")
                        .build()),
                Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField("trip_id")
                                .setDescription("dev.roundtrip.trip.Trip"))
                        .build()),
                Any.pack(GetTripRequest.getDefaultInstance()),
                Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/google.rpc.BadRequest")
                        .setValue(ByteString.copyFrom(new byte[] {-1}))
                        .build())) {
            var details = com.google.rpc.Status.newBuilder().addDetails(detail).build();
            assertTrue(
                    GrpcRules.broken(call, answer(Status.Code.NOT_FOUND, details.toByteArray()))
                            .isPresent(),
                    detail::toString);
        }
        assertTrue(GrpcRules.broken(call, answer(Status.Code.NOT_FOUND, new byte[] {-1}))
                .isPresent());
    }

    @Test
    void whoIsRefusedForWantOfRoomHasLeftNothing() {
        assertFalse(GrpcRules.mayHaveHappened(answer(Status.Code.RESOURCE_EXHAUSTED, new byte[0])));
        assertFalse(GrpcRules.mayHaveHappened(answer(Status.Code.INVALID_ARGUMENT, new byte[0])));
        assertTrue(GrpcRules.mayHaveHappened(answer(Status.Code.UNAVAILABLE, new byte[0])));
        assertTrue(GrpcRules.mayHaveHappened(new GrpcAnswer.Silence()));
    }
}
