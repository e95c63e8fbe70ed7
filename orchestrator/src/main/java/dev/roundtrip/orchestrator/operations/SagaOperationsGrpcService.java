package dev.roundtrip.orchestrator.operations;

import dev.roundtrip.orchestrator.api.ApiErrors;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.ForceCompensationRequest;
import dev.roundtrip.saga.v1.ForceCompensationResponse;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.GetSagaHistoryResponse;
import dev.roundtrip.saga.v1.GetSagaRequest;
import dev.roundtrip.saga.v1.GetSagaResponse;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.ListSagasResponse;
import dev.roundtrip.saga.v1.MarkStepDoneRequest;
import dev.roundtrip.saga.v1.MarkStepDoneResponse;
import dev.roundtrip.saga.v1.PauseSagaRequest;
import dev.roundtrip.saga.v1.PauseSagaResponse;
import dev.roundtrip.saga.v1.ReleaseSagaRequest;
import dev.roundtrip.saga.v1.ReleaseSagaResponse;
import dev.roundtrip.saga.v1.ResumeSagaRequest;
import dev.roundtrip.saga.v1.ResumeSagaResponse;
import dev.roundtrip.saga.v1.RetryStepRequest;
import dev.roundtrip.saga.v1.RetryStepResponse;
import dev.roundtrip.saga.v1.SagaOperationsService;
import dev.roundtrip.saga.v1.SeenSaga;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

/** The operators' way in. */
@GrpcService
public class SagaOperationsGrpcService implements SagaOperationsService {
    private final SagaReading reading;
    private final SagaCommands commands;

    SagaOperationsGrpcService(SagaReading reading, SagaCommands commands) {
        this.reading = reading;
        this.commands = commands;
    }

    @Override
    public Uni<ListSagasResponse> listSagas(ListSagasRequest request) {
        return answer(() -> reading.list(request));
    }

    @Override
    public Uni<GetSagaResponse> getSaga(GetSagaRequest request) {
        return answer(() -> reading.get(request.getSagaId()));
    }

    @Override
    public Uni<GetSagaHistoryResponse> getSagaHistory(GetSagaHistoryRequest request) {
        return answer(() -> reading.history(request));
    }

    @Override
    public Uni<RetryStepResponse> retryStep(RetryStepRequest request) {
        return answer(() -> command(
                        request.getSagasList(),
                        request.getActor(),
                        request.getReason(),
                        new OperatorCommand.RetryStep(request.getStep())))
                .map(results ->
                        RetryStepResponse.newBuilder().addAllResults(results).build());
    }

    @Override
    public Uni<MarkStepDoneResponse> markStepDone(MarkStepDoneRequest request) {
        return answer(() -> command(
                        request.getSagasList(),
                        request.getActor(),
                        request.getReason(),
                        new OperatorCommand.MarkStepDone(
                                request.getStep(),
                                Payload.of(request.getAnswer().toByteArray()))))
                .map(results ->
                        MarkStepDoneResponse.newBuilder().addAllResults(results).build());
    }

    @Override
    public Uni<ForceCompensationResponse> forceCompensation(ForceCompensationRequest request) {
        return answer(() -> command(
                        request.getSagasList(),
                        request.getActor(),
                        request.getReason(),
                        new OperatorCommand.ForceCompensation()))
                .map(results -> ForceCompensationResponse.newBuilder()
                        .addAllResults(results)
                        .build());
    }

    @Override
    public Uni<PauseSagaResponse> pauseSaga(PauseSagaRequest request) {
        return answer(() -> command(
                        request.getSagasList(), request.getActor(), request.getReason(), new OperatorCommand.Pause()))
                .map(results ->
                        PauseSagaResponse.newBuilder().addAllResults(results).build());
    }

    @Override
    public Uni<ResumeSagaResponse> resumeSaga(ResumeSagaRequest request) {
        return answer(() -> command(
                        request.getSagasList(), request.getActor(), request.getReason(), new OperatorCommand.Resume()))
                .map(results ->
                        ResumeSagaResponse.newBuilder().addAllResults(results).build());
    }

    @Override
    public Uni<ReleaseSagaResponse> releaseSaga(ReleaseSagaRequest request) {
        return answer(() -> {
            OperationRules.command(request.getSagasList(), request.getActor(), request.getReason())
                    .throwIfAny();
            var note = new OperatorNote(request.getActor(), request.getReason());
            return commands.release(request.getSagasList(), note).map(results -> ReleaseSagaResponse.newBuilder()
                    .addAllResults(results)
                    .build());
        });
    }

    private Uni<List<CommandResult>> command(
            List<SeenSaga> sagas, String actor, String reason, OperatorCommand command) {
        var found = OperationRules.command(sagas, actor, reason);
        OperationRules.command(command, found);
        found.throwIfAny();
        return commands.command(sagas, command, new OperatorNote(actor, reason));
    }

    private static <T> Uni<T> answer(Supplier<Uni<T>> question) {
        return Uni.createFrom().<T>deferred(question::get).onFailure().transform(ApiErrors::of);
    }
}
