package dev.roundtrip.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects what is wrong with a request, so that a caller hears of every field at once. Fields are named as in the
 * .proto, nested ones with dots, such as {@code flight.departure_date}. Not for use by several threads.
 */
public final class FieldViolations {
    private final List<FieldViolation> violations = new ArrayList<>();

    /**
     * Notes a violation unless the field is as it should be.
     *
     * @param ok whether the field is right
     * @param field its name, as in the .proto
     * @param description what is allowed, such as "must be 1 to 9"
     * @return {@code ok}, so that a check that builds on this one can be skipped
     */
    public boolean require(boolean ok, String field, String description) {
        if (!ok) {
            violations.add(FieldViolation.newBuilder()
                    .setField(field)
                    .setDescription(description)
                    .build());
        }
        return ok;
    }

    /** Whether nothing was found wrong so far. */
    public boolean isEmpty() {
        return violations.isEmpty();
    }

    /**
     * Ends the call unless nothing was found wrong.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT, with a message for people and a {@code google.rpc.BadRequest}
     *     for programs
     */
    public void throwIfAny() {
        refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** The error that {@link #throwIfAny} would end the call with; empty when nothing was found wrong. */
    public Optional<StatusRuntimeException> refusal() {
        return isEmpty() ? Optional.empty() : Optional.of(toException());
    }

    private StatusRuntimeException toException() {
        var message = violations.stream()
                .map(violation -> violation.getField() + ": " + violation.getDescription())
                .collect(Collectors.joining("; "));
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(message)
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addAllFieldViolations(violations)
                        .build()))
                .build());
    }

    /** The one violation that a check outside of this class came to, as the error that ends the call. */
    public static StatusRuntimeException single(String field, String description) {
        var violations = new FieldViolations();
        violations.require(false, field, description);
        return violations.toException();
    }

    /**
     * What a failed call says of its fields.
     *
     * @param failure what a call ended with; any throwable
     * @return the violations of its {@code google.rpc.BadRequest}, or none when it carries no readable one
     */
    public static List<FieldViolation> of(Throwable failure) {
        var status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return List.of();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(BadRequest.class))
                .flatMap(detail -> unpack(detail).getFieldViolationsList().stream())
                .toList();
    }

    private static BadRequest unpack(Any detail) {
        try {
            return detail.unpack(BadRequest.class);
        } catch (InvalidProtocolBufferException e) {
            return BadRequest.getDefaultInstance();
        }
    }
}
