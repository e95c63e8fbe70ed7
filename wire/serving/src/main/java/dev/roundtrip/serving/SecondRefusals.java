package dev.roundtrip.serving;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps out of the log what the server of Vert.x 4 throws at itself when one call brings more than one message that is too large:
 * it refuses the call at the first, and at the next would refuse it again, on a stream that has been answered and closed.
 */
@ApplicationScoped
public class SecondRefusals {
    private static final String ANSWER = "io.vertx.grpc.server.impl.GrpcServerResponseImpl";
    private static final String READING = "io.vertx.grpc.common.impl.GrpcReadStreamBase";

    void listen(@Observes StartupEvent started, Vertx vertx) {
        var others = vertx.exceptionHandler();
        vertx.exceptionHandler(failure -> {
            if (!isSecondRefusal(failure) && others != null) {
                others.handle(failure);
            }
        });
    }

    /** Thrown by the answer, while a request was being read: no method of ours is in between. */
    private static boolean isSecondRefusal(Throwable failure) {
        var trace = failure.getStackTrace();
        if (!(failure instanceof IllegalStateException) || trace.length == 0 || !isOf(trace[0], ANSWER)) {
            return false;
        }
        for (var frame : trace) {
            if (isOf(frame, READING)) {
                return true;
            }
            if (!frame.getClassName().startsWith("io.vertx.")) {
                return false;
            }
        }
        return false;
    }

    private static boolean isOf(StackTraceElement frame, String type) {
        return frame.getClassName().equals(type);
    }
}
