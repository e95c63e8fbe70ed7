package dev.roundtrip.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import dev.roundtrip.participant.v1.Rejection;
import io.grpc.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What came back of a call. */
public sealed interface Reply {
    /** In a few words. */
    String brief();

    /** All of it. */
    String full();

    /**
     * A response.
     *
     * @param message the response
     * @param bytes the response as it travelled
     */
    record Answer(Message message, ByteString bytes) implements Reply {
        private static final String CODE = "confirmation_code";

        /** Which answer it is, by its field in the contract; "done" where there is nothing to choose from. */
        public String kind() {
            var choices = message.getDescriptorForType().getOneofs();
            if (choices.isEmpty()) {
                return "done";
            }
            var field = message.getOneofFieldDescriptor(choices.getFirst());
            return field == null ? "nothing" : field.getName();
        }

        /** What the answer says, without the response around it. */
        public Message content() {
            var choices = message.getDescriptorForType().getOneofs();
            var field = choices.isEmpty() ? null : message.getOneofFieldDescriptor(choices.getFirst());
            return field == null ? message : (Message) message.getField(field);
        }

        @Override
        public String brief() {
            var content = content();
            var code = content.getDescriptorForType().findFieldByName(CODE);
            if (code != null) {
                return kind() + " " + content.getField(code);
            }
            return content instanceof Rejection rejection ? kind() + " " + rejection.getReason() : kind();
        }

        @Override
        public String full() {
            var text = message.toString().strip();
            return text.isEmpty() ? "an empty " + message.getDescriptorForType().getName() : text;
        }
    }

    /**
     * An error.
     *
     * @param violations what its {@code google.rpc.BadRequest} names, if there is one
     */
    record Refused(Status status, List<FieldViolation> violations) implements Reply {
        private static final Set<Status.Code> PASSING =
                Set.of(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED, Status.Code.ABORTED);

        /** Whether the same call may be answered a little later. */
        boolean isPassing() {
            return PASSING.contains(status.getCode());
        }

        /** The fields that are named. */
        public List<String> fields() {
            return violations.stream().map(FieldViolation::getField).toList();
        }

        @Override
        public String brief() {
            return violations.isEmpty()
                    ? status.getCode().toString()
                    : status.getCode() + " naming " + String.join(", ", fields());
        }

        @Override
        public String full() {
            var named = violations.stream()
                    .map(violation -> "\n" + violation.getField() + ": " + violation.getDescription())
                    .collect(Collectors.joining());
            return status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription()) + named;
        }
    }
}
