package dev.roundtrip.chaos.fuzz.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import dev.roundtrip.chaos.fuzz.Leaks;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which answers are lawful, whatever was sent. */
public final class GrpcRules {
    /** What a call can be told whatever state the system is in. */
    private static final Set<Code> LAWFUL = Set.of(
            Code.OK,
            Code.INVALID_ARGUMENT,
            Code.NOT_FOUND,
            Code.ALREADY_EXISTS,
            Code.FAILED_PRECONDITION,
            Code.OUT_OF_RANGE,
            Code.RESOURCE_EXHAUSTED,
            Code.UNIMPLEMENTED);
    /** What only who brings a deadline can be told, while nothing is broken. */
    private static final Set<Code> WITH_A_DEADLINE = Set.of(Code.CANCELLED, Code.DEADLINE_EXCEEDED, Code.UNAVAILABLE);

    private static final Pattern GRPC = Pattern.compile("application/grpc(\\+proto)?(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Set<Integer> NOT_GRPC = Set.of(400, 404, 405, 406, 413, 415, 431);
    private static final int OK = 200;
    private static final int HEADERS_TOO_LARGE = 431;
    /** What clients of gRPC take unless told otherwise; past it they hang up, and never see the status. */
    private static final long MOST_HEADERS = 8_192;

    private GrpcRules() {}

    /** What is wrong with the answer; empty when nothing is. */
    public static Optional<String> broken(GrpcCall call, GrpcAnswer answer) {
        return switch (answer) {
            case GrpcAnswer.NotAwaited none -> Optional.empty();
            case GrpcAnswer.Silence silence ->
                call.rpc().isStreaming() ? Optional.empty() : Optional.of("was not answered");
            case GrpcAnswer.Cut cut -> Optional.of("was cut off: " + cut.how());
            case GrpcAnswer.Answered answered -> broken(call, answered);
        };
    }

    private static Optional<String> broken(GrpcCall call, GrpcAnswer.Answered answer) {
        var leak = Leaks.in(answer.message()).or(() -> Details.leak(answer.details()));
        if (leak.isPresent()) {
            return Optional.of("was told what is inside: " + leak.get());
        }
        if (answer.headerBytes() > MOST_HEADERS) {
            return Optional.of("was answered " + answer.name() + " with " + answer.headerBytes()
                    + " bytes of headers, and clients take " + MOST_HEADERS);
        }
        if (answer.status().isEmpty()) {
            var lawful = isGrpc(call) ? answer.http() == HEADERS_TOO_LARGE : NOT_GRPC.contains(answer.http());
            return lawful
                    ? Optional.empty()
                    : Optional.of("was answered HTTP " + answer.http() + " without a gRPC status");
        }
        var code = answer.status().get();
        if (answer.http() != OK) {
            return Optional.of("was answered " + code + " with HTTP " + answer.http());
        }
        if (!LAWFUL.contains(code) && !(call.header("grpc-timeout").isPresent() && WITH_A_DEADLINE.contains(code))) {
            return Optional.of("was answered " + code + ": " + answer.message());
        }
        return code == Code.INVALID_ARGUMENT && namesAField(call) && !hasField(answer)
                ? Optional.of("was refused without naming a field: " + answer.message())
                : Optional.empty();
    }

    private static boolean isGrpc(GrpcCall call) {
        return call.header("content-type")
                .filter(type -> GRPC.matcher(type).matches())
                .isPresent();
    }

    /** A message of ours that could be read, in a call that has nothing odd about it but that. */
    private static boolean namesAField(GrpcCall call) {
        return call.rpc().method().getFullName().startsWith("roundtrip.")
                && call.headers().stream().noneMatch(header -> header.getKey().endsWith("-bin"))
                && call.message().isPresent();
    }

    private static boolean hasField(GrpcAnswer.Answered answer) {
        try {
            var status = com.google.rpc.Status.parseFrom(answer.details());
            for (var detail : status.getDetailsList()) {
                if (detail.is(BadRequest.class)) {
                    var fields = detail.unpack(BadRequest.class).getFieldViolationsList();
                    return !fields.isEmpty()
                            && fields.stream()
                                    .noneMatch(field -> field.getField().isEmpty());
                }
            }
            return false;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** Whether the call may have done what it asked for, or has. */
    public static boolean mayHaveHappened(GrpcAnswer answer) {
        return switch (answer) {
            case GrpcAnswer.NotAwaited none -> true;
            case GrpcAnswer.Silence silence -> true;
            case GrpcAnswer.Cut cut -> true;
            case GrpcAnswer.Answered answered ->
                answered.status().filter(GrpcRules::leavesNothing).isEmpty();
        };
    }

    private static boolean leavesNothing(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    // Whoever is refused for want of room is refused before anything is done.
                    RESOURCE_EXHAUSTED,
                    UNIMPLEMENTED -> true;
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    DEADLINE_EXCEEDED,
                    PERMISSION_DENIED,
                    ABORTED,
                    INTERNAL,
                    UNAVAILABLE,
                    DATA_LOSS,
                    UNAUTHENTICATED -> false;
        };
    }
}
