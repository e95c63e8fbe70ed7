package dev.roundtrip.orchestrator.participants;

import com.google.protobuf.MessageLite;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.StepCall;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** What an answer over the wire means to a saga. The one place where a gRPC status is looked at. */
final class Outcomes {
    private Outcomes() {}

    static StepKey key(StepCall<?> call) {
        return StepKey.newBuilder()
                .setSagaId(call.sagaId().toString())
                .setStep(call.step())
                .build();
    }

    static Outcome confirmed(MessageLite reservation) {
        return new Outcome.Confirmed(Payload.of(reservation.toByteArray()));
    }

    static Outcome cancelled() {
        return new Outcome.Confirmed(Payload.empty());
    }

    static Outcome rejected(Rejection rejection) {
        return new Outcome.Rejected(rejection.getReason(), rejection.getMessage());
    }

    static Outcome superseded() {
        return new Outcome.Superseded();
    }

    /** A participant of a newer release may answer in a way that this one doesn't know: nothing is known, then. */
    static Outcome noAnswer(String service) {
        return new Outcome.Unknown(new Fault(
                Fault.Kind.TRANSIENT, "The " + service + " service answered with nothing that is known here."));
    }

    static <T> Uni<Outcome> of(Uni<T> reply, String service, Function<T, Outcome> meaning) {
        return reply.map(meaning)
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Unknown(fault(service, Status.fromThrowable(failure))));
    }

    /** What a look at the participant's records found; one that failed has found nothing. */
    static <T> Uni<Finding> finding(Uni<T> reply, Function<T, Outcome> meaning) {
        return reply.map(answer -> found(meaning.apply(answer))).onFailure().recoverWithItem(new Finding.NotFound());
    }

    /** That it was cancelled by someone else the saga has to hear as the answer to an attempt. */
    private static Finding found(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Confirmed confirmed -> new Finding.Done(confirmed.answer());
            case Outcome.Rejected rejected -> new Finding.Refused(rejected.reason(), rejected.message());
            case Outcome.Superseded superseded -> new Finding.NotFound();
            case Outcome.Accepted accepted -> new Finding.NotFound();
            case Outcome.Unknown unknown -> new Finding.NotFound();
        };
    }

    private static Fault fault(String service, Status status) {
        var kind =
                switch (status.getCode()) {
                    case INVALID_ARGUMENT, UNIMPLEMENTED, OUT_OF_RANGE -> Fault.Kind.PERMANENT;
                    case UNAUTHENTICATED, PERMISSION_DENIED -> Fault.Kind.MISCONFIGURED;
                    // An expired deadline can surface as CANCELLED.
                    case OK,
                            CANCELLED,
                            UNKNOWN,
                            DEADLINE_EXCEEDED,
                            NOT_FOUND,
                            ALREADY_EXISTS,
                            RESOURCE_EXHAUSTED,
                            FAILED_PRECONDITION,
                            ABORTED,
                            INTERNAL,
                            UNAVAILABLE,
                            DATA_LOSS -> Fault.Kind.TRANSIENT;
                };
        var said = status.getDescription() == null ? "" : ": " + status.getDescription();
        return new Fault(kind, "The " + service + " service: " + status.getCode() + said);
    }
}
