package dev.roundtrip.chaos.fuzz.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.Status;
import dev.roundtrip.chaos.fuzz.Leaks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The details that a gRPC status comes with, as a client reads them. */
final class Details {
    private Details() {}

    /** What in them is none of a caller's business; empty when nothing is, or there are none. */
    static Optional<String> leak(byte[] details) {
        try {
            for (var detail : Status.parseFrom(details).getDetailsList()) {
                var leak = leak(detail);
                if (leak.isPresent()) {
                    return leak;
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.of("details that no client can read");
        }
    }

    private static Optional<String> leak(Any detail) throws InvalidProtocolBufferException {
        if (detail.is(DebugInfo.class)) {
            return Optional.of("a DebugInfo");
        }
        var type = detail.getTypeUrl().substring(detail.getTypeUrl().lastIndexOf('.') + 1);
        var known = ErrorDetailsProto.getDescriptor().findMessageTypeByName(type);
        if (known == null || !detail.getTypeUrl().endsWith("/" + known.getFullName())) {
            return Optional.of("details of a kind that clients don't know: " + detail.getTypeUrl());
        }
        return texts(DynamicMessage.parseFrom(known, detail.getValue()))
                .flatMap(text -> Leaks.in(text).stream())
                .findFirst();
    }

    /** Every text in it, however deep. */
    private static Stream<String> texts(Object value) {
        return switch (value) {
            case String text -> Stream.of(text);
            case Message message -> message.getAllFields().values().stream().flatMap(field -> texts(field));
            case List<?> list -> list.stream().flatMap(item -> texts(item));
            default -> Stream.empty();
        };
    }
}
