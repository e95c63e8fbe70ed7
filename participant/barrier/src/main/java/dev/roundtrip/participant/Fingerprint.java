package dev.roundtrip.participant;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether two requests under one key ask for the same. */
final class Fingerprint {
    private static final String KEY_FIELD = "key";

    private Fingerprint() {}

    /** The SHA-256 of a request without its field {@code key}. */
    static byte[] of(Message request) {
        var body = request.toBuilder()
                .clearField(request.getDescriptorForType().findFieldByName(KEY_FIELD))
                .build();
        var bytes = new byte[body.getSerializedSize()];
        var output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            body.writeTo(output);
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
