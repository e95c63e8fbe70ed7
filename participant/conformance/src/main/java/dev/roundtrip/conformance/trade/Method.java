package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.MethodDescriptor;

/**
 * One call of a contract.
 *
 * @param fullName as it travels, such as "roundtrip.flight.v1.FlightService/ReserveFlight"
 * @param request an empty request
 * @param response an empty response
 */
public record Method(String fullName, Message request, Message response) {
    private static final String KEY = "key";

    static Method of(MethodDescriptor<? extends Message, ? extends Message> descriptor) {
        return new Method(
                descriptor.getFullMethodName(),
                prototype(descriptor.getRequestMarshaller()),
                prototype(descriptor.getResponseMarshaller()));
    }

    private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
        if (marshaller instanceof MethodDescriptor.PrototypeMarshaller<?> typed
                && typed.getMessagePrototype() instanceof Message message) {
            return message;
        }
        throw new IllegalArgumentException("a method of something else than messages");
    }

    /** As people call it, such as "ReserveFlight". */
    public String name() {
        return fullName.substring(fullName.indexOf('/') + 1);
    }

    /** The service it belongs to, such as "roundtrip.flight.v1.FlightService". */
    public String service() {
        return fullName.substring(0, fullName.indexOf('/'));
    }

    /** A request that has a key and nothing else. */
    public Message of(StepKey key) {
        return request.toBuilder()
                .setField(request.getDescriptorForType().findFieldByName(KEY), key)
                .build();
    }
}
