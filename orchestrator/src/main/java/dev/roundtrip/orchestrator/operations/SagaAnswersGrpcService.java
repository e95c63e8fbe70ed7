package dev.roundtrip.orchestrator.operations;

import dev.roundtrip.orchestrator.api.ApiErrors;
import dev.roundtrip.orchestrator.api.CallerContext;
import dev.roundtrip.orchestrator.engine.OrchestratorSettings;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Answered;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.v1.AnswerResult;
import dev.roundtrip.saga.v1.AnswerStepRequest;
import dev.roundtrip.saga.v1.AnswerStepResponse;
import dev.roundtrip.saga.v1.SagaAnswersService;
import dev.roundtrip.saga.v1.StepDirection;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Refusals;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Where participants' answers come in that are not the reply to a call. Each leaves a line in the log. */
@GrpcService
public class SagaAnswersGrpcService implements SagaAnswersService {
    private static final Logger LOG = Logger.getLogger(SagaAnswersGrpcService.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SagaEngine engine;
    private final Duration limit;

    SagaAnswersGrpcService(SagaEngine engine, OrchestratorSettings settings) {
        this.engine = engine;
        this.limit = settings.api().commitLimit();
    }

    @Override
    public Uni<AnswerStepResponse> answerStep(AnswerStepRequest request) {
        return Uni.createFrom().deferred(() -> answer(request)).onFailure().transform(ApiErrors::of);
    }

    private Uni<AnswerStepResponse> answer(AnswerStepRequest request) {
        OperationRules.answer(request);
        var caller = CallerContext.executor();
        var id = UUID.fromString(request.getSagaId());
        var direction = request.getDirection() == StepDirection.STEP_DIRECTION_FORWARD
                ? Direction.FORWARD
                : Direction.COMPENSATION;
        return engine.answer(id, request.getStep(), direction, outcome(request))
                .onFailure(IllegalArgumentException.class)
                .transform(wrong -> FieldViolations.single("step", wrong.getMessage()))
                .onFailure(SagaCommands::isUnreadable)
                .recoverWithItem(Answered.TRY_AGAIN)
                .ifNoItem()
                .after(limit)
                .failWith(() -> Refusals.unavailable(
                        "It is not known yet whether it was taken; bring it again in a while.", RETRY))
                .invoke(answered -> LOG.infof(
                        "saga %s: %s of %s answered %s by %s: %s",
                        id, direction, request.getStep(), request.getAnswerCase(), request.getActor(), answered))
                .emitOn(caller)
                .map(answered -> response(id, answered));
    }

    private static Outcome outcome(AnswerStepRequest request) {
        return switch (request.getAnswerCase()) {
            case CONFIRMED ->
                new Outcome.Confirmed(
                        Payload.of(request.getConfirmed().getPayload().toByteArray()));
            case REJECTED ->
                new Outcome.Rejected(
                        request.getRejected().getReason(), request.getRejected().getMessage());
            case ANSWER_NOT_SET -> throw new IllegalArgumentException("an answer must be given");
        };
    }

    private static AnswerStepResponse response(UUID sagaId, Answered answered) {
        var result =
                switch (answered) {
                    case TAKEN -> AnswerResult.ANSWER_RESULT_TAKEN;
                    case NOT_AWAITED -> AnswerResult.ANSWER_RESULT_NOT_AWAITED;
                    case NOT_YET, TRY_AGAIN -> AnswerResult.ANSWER_RESULT_TRY_AGAIN;
                    case NO_SUCH_SAGA -> throw SagaReading.noSuchSaga(sagaId);
                };
        return AnswerStepResponse.newBuilder().setResult(result).build();
    }
}
