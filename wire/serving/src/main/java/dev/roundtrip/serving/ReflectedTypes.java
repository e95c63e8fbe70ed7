package dev.roundtrip.serving;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.type.Date;
import com.google.type.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Messages that come from others' jars, and that a native executable could not look into: protobuf finds their accessors by name when a
 * message that holds one is printed, read as JSON or compared, and their default instance when it is unpacked from an error's details.
 * Those of our own contracts are found by Quarkus, by the index in their jar.
 */
@RegisterForReflection(
        targets = {
            Date.class,
            Date.Builder.class,
            Money.class,
            Money.Builder.class,
            Timestamp.class,
            Timestamp.Builder.class,
            Duration.class,
            Duration.Builder.class,
            BadRequest.class,
            BadRequest.Builder.class,
            BadRequest.FieldViolation.class,
            BadRequest.FieldViolation.Builder.class,
            ErrorInfo.class,
            ErrorInfo.Builder.class,
            RetryInfo.class,
            RetryInfo.Builder.class
        })
final class ReflectedTypes {
    private ReflectedTypes() {}
}
