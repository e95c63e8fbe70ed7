package dev.roundtrip.orchestrator.api;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Every failure of the API in the form that callers are promised, gRPC and REST alike. */
public final class ApiErrors {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(ApiErrors.class);
    private static final int MAX_DEPTH = 16;
    /** SQLSTATE: connections, time limits, rollbacks to let others go on, out of resources, cancelled or shutting down. */
    private static final Pattern PASSING = Pattern.compile("08...|25P0[34]|40...|53...|55P03|57...");
    /**
     * The client's own signs for "no connection became free in time" and for a statement that comes after its connection's end:
     * it knows them by nothing but their texts.
     */
    private static final Pattern CONNECTION =
            Pattern.compile("Timeout( waiting for connection)?$|Connection is not active now|Pending requests failed");

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
            switch (cause) {
                case JournalUnavailable away -> {
                    return true;
                }
                case InvalidProtocolBufferException unreadable -> {
                    return false;
                }
                case IOException away -> {
                    return true;
                }
                case ClosedConnectionException away -> {
                    return true;
                }
                case TimeoutException away -> {
                    return true;
                }
                case VertxException said
                when isOfTheConnection(said) -> {
                    return true;
                }
                case NoStackTraceThrowable said
                when isOfTheConnection(said) -> {
                    return true;
                }
                case DatabaseException said
                when said.getSqlState() != null -> {
                    return PASSING.matcher(said.getSqlState()).matches();
                }
                default -> cause = cause.getCause();
            }
        }
        return false;
    }

    private static boolean isOfTheConnection(Throwable said) {
        return said.getMessage() != null
                && CONNECTION.matcher(said.getMessage()).lookingAt();
    }

    private static StatusRuntimeException bug(Throwable failure) {
        LOG.error("a call failed in a way that is a bug here", failure);
        return Status.INTERNAL
                .withDescription("Something is wrong here; it has been logged.")
                .asRuntimeException();
    }
}
