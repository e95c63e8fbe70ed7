package dev.roundtrip.serving;

import static dev.roundtrip.serving.RawCalls.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.serving.RawCalls.Reply;
import io.grpc.Status;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in is answered, by gRPC's rules, and the next call on the same connection is too. */
@QuarkusTest
class HostileCallsTest {
    private static final String RESERVE = "/roundtrip.car.v1.CarService/ReserveCar";
    private static final int LIMIT = 262_144;
    private static final byte[] PORTO =
            ReserveCarRequest.newBuilder().setLocation("OPO").build().toByteArray();

    @TestHTTPResource("/")
    URL url;

    @Inject
    Vertx vertx;

    private RawCalls calls;
    private ErrorsLogged logged;

    @BeforeEach
    void connect() {
        calls = new RawCalls(vertx, url.getPort());
        logged = ErrorsLogged.fromNow();
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(PORTO)));
    }

    @AfterEach
    void theConnectionStillServes() {
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(PORTO)));
        assertEquals(1, calls.connections(), "connections made");
        calls.close();
        logged.close();
    }

    @Test
    void bytesThatAreNoMessageAreBadInput() {
        assertUnreadable(frame(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3}));
    }

    @Test
    void textThatIsNotUtf8IsBadInput() {
        var location = ReserveCarRequest.getDescriptor().findFieldByName("location");
        var notText = UnknownFieldSet.newBuilder()
                .addField(
                        location.getNumber(),
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[] {(byte) 0xC0, (byte) 0x80}))
                                .build())
                .build();
        assertUnreadable(frame(notText.toByteArray()));
    }

    @Test
    void aMessageThatIsNestedWithoutEndIsBadInput() {
        var group = new byte[20_000];
        for (var i = 0; i < group.length; i++) {
            group[i] = 0x7B; // field 15 begins
        }
        assertUnreadable(frame(group));
    }

    @Test
    void aMessageThatEndsInTheMiddleIsBadInput() {
        assertUnreadable(frame(0, 100, new byte[10]));
        assertUnreadable(Buffer.buffer(new byte[3]));
        assertUnreadable(Buffer.buffer());
    }

    @Test
    void aMessageThatSaysItIsCompressedAndNotHowIsBadInput() {
        assertUnreadable(frame(1, 4, new byte[] {(byte) 0xFF, 1, 2, 3}));
    }

    @Test
    void anEmptyMessageIsAMessage() {
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(new byte[0])));
    }

    @Test
    void fieldsThatNobodyKnowsAreLeftAlone() {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        15_000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        var request = ReserveCarRequest.newBuilder().setUnknownFields(unknown).build();
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(request.toByteArray())));
    }

    @Test
    void moreThanOneMessageIsBadInput() {
        var body = Buffer.buffer();
        for (var i = 0; i < 5; i++) {
            body.appendBuffer(frame(PORTO));
            if (i > 0) {
                var reply = calls.call(RESERVE, body);
                assertStatus(Status.Code.INVALID_ARGUMENT, reply);
                assertEquals(0, reply.body().length(), "none of them was answered");
            }
        }
        assertEquals("", logged.all(), "a caller's mistake is no error of the service");
    }

    /** The server's limit for HTTP would answer 413 with a header that HTTP/2 forbids, and close the connection. */
    @Test
    void aMessageThatIsTooLargeForHttpIsTooLargeForGrpc() {
        var message = new byte[2 * LIMIT];
        var length = String.valueOf(message.length + 5);
        var reply = calls.call(RESERVE, RawCalls.grpc().set("content-length", length), frame(message));
        assertStatus(Status.Code.RESOURCE_EXHAUSTED, reply);
    }

    @Test
    void aMessageMayBeAsLargeAsTheLimitAndNotOneByteLarger() {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        15,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[LIMIT - 4]))
                                .build())
                .build()
                .toByteArray();
        assertEquals(LIMIT, unknown.length);
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(unknown)));
        assertTooLarge(frame(new byte[LIMIT + 1]));
    }

    @Test
    void aMessageThatOnlySaysItIsTooLargeIsToo() {
        assertTooLarge(frame(0, 0xFFFFFFFF, new byte[10]));
    }

    @Test
    void severalMessagesThatAreTooLargeAreRefusedOnceAndAreNoErrorOfTheService() {
        var large = frame(new byte[LIMIT + 1]);
        var reply = calls.call(
                RESERVE, Buffer.buffer().appendBuffer(large).appendBuffer(large).appendBuffer(large));
        assertStatus(Status.Code.RESOURCE_EXHAUSTED, reply);
        var lies = frame(0, 0xFFFFFFFF, new byte[0]);
        calls.call(RESERVE, Buffer.buffer().appendBuffer(lies).appendBuffer(lies));
        assertEquals("", logged.all());
    }

    @Test
    void whatIsRefusedForItsSecondMessageHasNotDoneWhatItsFirstOneAsks() {
        int before = Counter.RESERVED.get();
        // Refused for what its frame says of its length: so little of it that the end of the call is there at once.
        var large = frame(0, LIMIT + 1, new byte[10]);
        assertStatus(
                Status.Code.RESOURCE_EXHAUSTED, calls.call(RESERVE, frame(PORTO).appendBuffer(large)));
        // On the same connection: when it is answered, all that came before it has been seen to.
        assertStatus(Status.Code.OK, calls.call(RESERVE, frame(PORTO)));
        assertEquals(before + 1, Counter.RESERVED.get());
    }

    private void assertTooLarge(Buffer body) {
        var reply = calls.call(RESERVE, body);
        assertStatus(Status.Code.RESOURCE_EXHAUSTED, reply);
        assertEquals("The message is larger than this service takes.", reply.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/roundtrip.car.v1.CarService/SellCar", "/roundtrip.boat.v1.BoatService/ReserveBoat", "/", "/x"})
    void whatIsNotServedIsUnimplemented(String path) {
        var reply = calls.call(path, frame(PORTO));
        assertStatus(Status.Code.UNIMPLEMENTED, reply);
        assertEquals("There is no such method here.", reply.message());
        assertEquals("application/grpc", reply.headers().get("content-type"));
    }

    @ParameterizedTest
    @CsvSource({"gzip, 0", "gzip, 1", "snappy, 0", "snappy, 1"})
    void compressionIsUnimplementedAndWhatIsTakenIsSaid(String encoding, int flag) {
        var reply = calls.call(RESERVE, RawCalls.grpc().set("grpc-encoding", encoding), frame(flag, 4, new byte[4]));
        assertStatus(Status.Code.UNIMPLEMENTED, reply);
        assertEquals("identity", reply.headers().get("grpc-accept-encoding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/grpc+json",
                "application/grpc-web",
                "application/grpc-web+proto",
                "application/grpcx"
            })
    void otherKindsOfGrpcAreNoMediaTypeOfThisService(String type) {
        assertEquals(
                415,
                calls.call(RESERVE, RawCalls.grpc().set("content-type", type), frame(PORTO))
                        .http());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void whatIsNoGrpcIsNotFound(String type) {
        assertEquals(
                404,
                calls.call(RESERVE, RawCalls.grpc().set("content-type", type), frame(PORTO))
                        .http());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "text/plain"})
    void whatIsNoGrpcAndTooLargeIsAnsweredAndCutsNoOtherCall(String type) {
        var message = new byte[2 * LIMIT];
        var headers = RawCalls.grpc().set("content-type", type).set("content-length", "" + (message.length + 5));
        assertEquals(404, calls.call(RESERVE, headers, frame(message)).http());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: \r\n\r\n",
                "POST / HTTP/1.0\r\nContent-Length: -1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nwhat is no frame",
                "\u0000\u0001\u0002\r\n\r\n"
            })
    void bytesThatAreNoHttpAreNoErrorOfTheService(String bytes) throws IOException {
        try (var socket = new Socket("127.0.0.1", url.getPort())) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new byte[1000];
            int length = Math.max(0, socket.getInputStream().read(answer));
            var said = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
            assertFalse(said.startsWith("HTTP/1.1 5"), said);
        } catch (SocketTimeoutException | SocketException e) {
            // No answer is one, too.
        }
        assertEquals("", logged.all());
    }

    @Test
    void theFullNameOfTheMediaTypeIsTaken() {
        var headers = RawCalls.grpc().set("content-type", "application/grpc+proto");
        assertStatus(Status.Code.OK, calls.call(RESERVE, headers, frame(PORTO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "AAEC,!!!", "AAEC;AwQ"})
    void aBinaryHeaderThatIsNoneIsBadInput(String value) {
        var reply = calls.call(RESERVE, RawCalls.grpc().set("x-bin", value), frame(PORTO));
        assertStatus(Status.Code.INVALID_ARGUMENT, reply);
        assertTrue(reply.message().contains("base64"), reply.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAEC,AwQ", "AAEC, AwQ=", "AAEC,,AwQ", ""})
    void binaryHeadersThatWereJoinedOnTheirWayAreTaken(String value) {
        var headers = RawCalls.grpc().set("x-bin", value).add("y-bin", "AA").add("y-bin", "AAEC,AwQ");
        var reply = calls.call(RESERVE, headers, frame(PORTO));
        assertStatus(Status.Code.OK, reply);
    }

    @Test
    void aCallThatIsGivenUpInTheMiddleHarmsNoOther() {
        for (var i = 0; i < 50; i++) {
            calls.abandon(RESERVE, frame(0, 100, new byte[10]));
        }
    }

    @Test
    void aBugBeforeTheMethodIsInternalAndShowsNothingOfItself() {
        var reply = calls.call(RESERVE, RawCalls.grpc().set(Thrower.WISH, "yes"), frame(PORTO));
        assertStatus(Status.Code.INTERNAL, reply);
        assertEquals("This call failed within the service, whose log says more.", reply.message());
        assertEquals(0, reply.body().length());
        assertTrue(logged.all().contains("a bug, on purpose"), logged.all());
    }

    private void assertUnreadable(Buffer body) {
        var reply = calls.call(RESERVE, body);
        assertStatus(Status.Code.INVALID_ARGUMENT, reply);
        assertEquals(
                "The request is no whole message of the kind that this method takes.",
                reply.message().replace("%20", " "));
        assertEquals("", logged.all(), "a caller's mistake is no error of the service");
    }

    private static void assertStatus(Status.Code expected, Reply reply) {
        assertEquals(200, reply.http());
        assertEquals(expected.value(), reply.code(), reply::message);
    }
}
