package dev.roundtrip.participant;

import dev.roundtrip.database.DatabaseAway;
import dev.roundtrip.wire.Refusals;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * What callers are told when a call fails: a status that was meant goes out as it is, a database that is away is
 * UNAVAILABLE, and all else is a bug, which is INTERNAL for the caller and in the log, once, for us.
 */
@ApplicationScoped
public class CallErrors implements ExceptionHandlerProvider {
    private static final Logger LOG = Logger.getLogger(CallErrors.class);

    @Override
    public <ReqT, RespT> ExceptionHandler<ReqT, RespT> createHandler(
            ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
        return new ExceptionHandler<>(listener, call, metadata) {
            @Override
            protected void handleException(Throwable failure, ServerCall<ReqT, RespT> failed, Metadata headers) {
                var known = transform(failure);
                var trailers = Status.trailersFromThrowable(known);
                failed.close(Status.fromThrowable(known), trailers == null ? new Metadata() : trailers);
            }
        };
    }

    @Override
    public Throwable transform(Throwable failure) {
        if (failure instanceof StatusRuntimeException || failure instanceof StatusException) {
            return failure;
        }
        var step = failure instanceof StepFailed ? failure.getMessage() : "no saga";
        var cause = failure instanceof StepFailed ? failure.getCause() : failure;
        if (DatabaseAway.isBehind(cause)) {
            LOG.warnf("%s: the database is away: %s", step, cause.getMessage());
            return Refusals.unavailable("The database can't be reached: ask again.");
        }
        LOG.errorf(cause, "%s: the call failed", step);
        return Status.INTERNAL
                .withDescription("This call failed within the service, whose log says more.")
                .asRuntimeException();
    }
}
