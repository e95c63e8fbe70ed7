package dev.roundtrip.chaos.fuzz.grpc;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call, as it goes out.
 *
 * @param kind what kind of garbage it is, for people
 * @param rpc whose method
 * @param headers all but HTTP/2's own
 * @param body frames, or what is to be taken for some
 * @param ending how it ends
 */
public record GrpcCall(String kind, Rpc rpc, List<Map.Entry<String, String>> headers, byte[] body, Ending ending) {
    private static final int HEAD = 5;

    /** What the caller does after the last byte. */
    public enum Ending {
        /** Ends the request and waits for the answer. */
        DONE,
        /** Resets the stream. */
        RESET,
        /** Neither ends nor waits: the stream stays as it is. */
        LEFT
    }

    public GrpcCall {
        headers = List.copyOf(headers);
        body = body.clone();
    }

    /** A message in its frame. */
    public static byte[] frame(byte[] message) {
        return frame(0, message.length, message);
    }

    /** What looks like a frame, whatever it says of itself. */
    public static byte[] frame(int flag, int length, byte[] message) {
        return ByteBuffer.allocate(HEAD + message.length)
                .put((byte) flag)
                .putInt(length)
                .put(message)
                .array();
    }

    private record Frame(int flag, byte[] message) {}

    /** Every frame, as long as they are whole. */
    private List<Frame> frames() {
        var frames = new ArrayList<Frame>();
        var left = ByteBuffer.wrap(body);
        while (left.remaining() >= HEAD) {
            int flag = left.get();
            int length = left.getInt();
            if (length < 0 || length > left.remaining()) {
                return frames;
            }
            var message = new byte[length];
            left.get(message);
            frames.add(new Frame(flag, message));
        }
        return frames;
    }

    /** Every message in it that can be read, whatever its frame says of it. */
    public List<DynamicMessage> messages() {
        return frames().stream()
                .flatMap(frame -> read(frame.message()).stream())
                .toList();
    }

    /** The message that the service sees, when it is one, in a frame that has nothing odd about it, and can be read. */
    public Optional<DynamicMessage> message() {
        var frames = frames();
        return frames.size() == 1
                        && frames.getFirst().flag() == 0
                        && body.length == HEAD + frames.getFirst().message().length
                ? read(frames.getFirst().message())
                : Optional.empty();
    }

    private Optional<DynamicMessage> read(byte[] message) {
        try {
            return Optional.of(DynamicMessage.parseFrom(rpc.input(), message));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** The value of a header. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Everything it takes to send it again. */
    @Override
    public String toString() {
        var heads = headers.stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("; "));
        return "%s to %s, %s, headers [%s], body in base64: %s"
                .formatted(kind, rpc, ending, heads, Base64.getEncoder().encodeToString(body));
    }
}
