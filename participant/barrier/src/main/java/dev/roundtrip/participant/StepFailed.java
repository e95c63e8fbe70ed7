package dev.roundtrip.participant;

import io.grpc.StatusRuntimeException;

/** A call failed, for which saga and step are known: the log names them. */
final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StepFailed(StepId step, Throwable cause) {
        super(step.toString(), cause, false, false);
    }

    /** The same failure with the step it happened to, unless it is an answer already. */
    static Throwable of(StepId step, Throwable cause) {
        return cause instanceof StatusRuntimeException ? cause : new StepFailed(step, cause);
    }
}
