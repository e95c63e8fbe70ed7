package dev.roundtrip.chaos.fuzz.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.roundtrip.local.ServiceName;

/**
 * A method that a process serves.
 *
 * @param owner which process
 * @param method what it says of it
 */
public record Rpc(ServiceName owner, MethodDescriptor method) {
    /** What HTTP/2 calls it. */
    public String path() {
        return "/" + method.getService().getFullName() + "/" + method.getName();
    }

    /** What it takes. */
    public Descriptor input() {
        return method.getInputType();
    }

    /** Whether it may go on for as long as the caller stays. */
    public boolean isStreaming() {
        return method.isServerStreaming();
    }

    @Override
    public String toString() {
        return owner.module() + " " + method.getService().getFullName() + "/" + method.getName();
    }
}
