package dev.roundtrip.orchestrator.api;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.database.DatabaseAway;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ApplicationLifecycleManager;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Every failure of the API in the form that callers are promised, gRPC and REST alike. */
public final class ApiErrors {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(ApiErrors.class);
    private static final int MAX_DEPTH = 16;

    private ApiErrors() {}

    /** What a call that failed so is answered. */
    public static StatusRuntimeException of(Throwable failure) {
        return of(failure, ApplicationLifecycleManager.isVmShuttingDown());
    }

    /** {@code stopping}: while this process ends, what a call needs may be closed under its hands, which is no bug. */
    static StatusRuntimeException of(Throwable failure, boolean stopping) {
        return switch (failure) {
            case StatusRuntimeException meant -> meant;
            case StatusException meant -> meant.getStatus().asRuntimeException(meant.getTrailers());
            default -> {
                if (isDatabaseAway(failure)) {
                    yield databaseAway();
                }
                yield stopping ? stopping(failure) : bug(failure);
            }
        };
    }

    private static StatusRuntimeException stopping(Throwable failure) {
        LOG.infof("a call was cut off by this process stopping: %s", failure);
        return Refusals.unavailable(
                "This orchestrator is stopping; nothing is known of the outcome. Repeat the call in a while.", RETRY);
    }

    private static StatusRuntimeException databaseAway() {
        return Refusals.unavailable(
                "The database is away; nothing is known of the outcome. Repeat the call in a while.", RETRY);
    }

    private static boolean isDatabaseAway(Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            // What can't be read is an IOException as well, and no reason to come back.
            if (cause instanceof InvalidProtocolBufferException) {
                return false;
            }
            if (cause instanceof JournalUnavailable || DatabaseAway.says(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static StatusRuntimeException bug(Throwable failure) {
        LOG.error("a call failed in a way that is a bug here", failure);
        return Status.INTERNAL
                .withDescription("Something is wrong here; it has been logged.")
                .asRuntimeException();
    }
}
