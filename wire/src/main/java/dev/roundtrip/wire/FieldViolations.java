package dev.roundtrip.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects what is wrong with a request, so that a caller hears of every field at once; where there are very many, of the first
 * and how many more. Fields are named as in the .proto, nested ones with dots, such as {@code flight.departure_date}. Not for use by
 * several threads.
 */
public final class FieldViolations {
    /**
     * How many characters of violations are told. They go with the headers of the answer, once for people and once for programs, both
     * in forms that take more room than the text; and a client that is offered more than 8 KiB of headers hangs up instead of
     * reading them.
     */
    private static final int MOST_TOLD = 1_500;

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
                    .setField(wellFormed(field))
                    .setDescription(wellFormed(description))
                    .build());
        }
        return ok;
    }

    /** Half a character, quoted from what a caller sent, can't be sent back: a question mark stands for it. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
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
        var told = told();
        var message = told.stream().map(FieldViolations::inWords).collect(Collectors.joining("; "));
        int untold = violations.size() - told.size();
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(untold == 0 ? message : message + "; and " + untold + " more")
                .addDetails(Any.pack(
                        BadRequest.newBuilder().addAllFieldViolations(told).build()))
                .build());
    }

    /** Those that there is room for, the first in any case. */
    private List<FieldViolation> told() {
        int number = 0;
        int length = 0;
        for (var violation : violations) {
            length += inWords(violation).length();
            if (number > 0 && length > MOST_TOLD) {
                break;
            }
            number++;
        }
        return List.copyOf(violations.subList(0, number));
    }

    private static String inWords(FieldViolation violation) {
        return violation.getField() + ": " + violation.getDescription();
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
