package dev.roundtrip.orchestrator.operations;

import dev.roundtrip.orchestrator.api.PageToken;
import dev.roundtrip.orchestrator.journal.SagaArchive;
import dev.roundtrip.orchestrator.journal.SagaFilter;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.GetSagaHistoryResponse;
import dev.roundtrip.saga.v1.GetSagaResponse;
import dev.roundtrip.saga.v1.ListOrder;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.ListSagasResponse;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.wire.Dates;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** What operators can look at. */
@ApplicationScoped
public class SagaReading {
    private static final int DEFAULT_PAGE = 50;
    private static final List<SagaStatus> UNFINISHED =
            List.of(SagaStatus.SAGA_STATUS_RUNNING, SagaStatus.SAGA_STATUS_COMPENSATING);

    private final SagaArchive archive;

    SagaReading(SagaArchive archive) {
        this.archive = archive;
    }

    /** A page of sagas. */
    Uni<ListSagasResponse> list(ListSagasRequest request) {
        var list = nameOf(request);
        var token = PageToken.parse(request.getPageToken())
                .filter(page -> page.list().equals(list));
        OperationRules.list(request, request.getPageToken().isEmpty() || token.isPresent());
        int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
        return archive.list(filter(request), token.map(PageToken::after), size + 1)
                .map(sagas -> {
                    var page = ListSagasResponse.newBuilder();
                    sagas.stream().limit(size).forEach(saga -> page.addSagas(SagaViews.summary(saga)));
                    if (sagas.size() > size) {
                        var last = sagas.get(size - 1).sagaId();
                        page.setNextPageToken(new PageToken(list, last).toString());
                    }
                    return page.build();
                });
    }

    /** Tells lists apart, whichever process made the page before. */
    private static String nameOf(ListSagasRequest request) {
        var checksum = new CRC32();
        checksum.update(
                request.toBuilder().clearPageSize().clearPageToken().build().toByteArray());
        return "SAGAS_" + Long.toHexString(checksum.getValue());
    }

    private static SagaFilter filter(ListSagasRequest request) {
        var statuses = request.getStatusesCount() == 0 ? UNFINISHED : request.getStatusesList();
        return new SagaFilter(
                statuses.stream().map(SagaViews::status).collect(Collectors.toSet()),
                request.getFlagsList().stream().map(SagaViews::flag).collect(Collectors.toSet()),
                Optional.of(request.getDefinition()).filter(name -> !name.isEmpty()),
                Optional.of(request.getVersion()).filter(version -> version > 0),
                request.hasStartedFrom() ? Optional.of(Dates.toInstant(request.getStartedFrom())) : Optional.empty(),
                request.hasStartedBefore()
                        ? Optional.of(Dates.toInstant(request.getStartedBefore()))
                        : Optional.empty(),
                request.getOrder() == ListOrder.LIST_ORDER_NEWEST_FIRST);
    }

    /** One saga. */
    Uni<GetSagaResponse> get(String sagaId) {
        var id = OperationRules.sagaId(sagaId);
        return archive.inspect(id).map(found -> found.map(saga -> GetSagaResponse.newBuilder()
                        .setSaga(SagaViews.saga(saga))
                        .build())
                .orElseThrow(() -> noSuchSaga(id)));
    }

    /** A stretch of one saga's history. */
    Uni<GetSagaHistoryResponse> history(GetSagaHistoryRequest request) {
        OperationRules.history(request);
        var id = UUID.fromString(request.getSagaId());
        boolean payloads = request.getIncludePayloads();
        int most = payloads ? OperationRules.MAX_HISTORY_WITH_PAYLOADS : OperationRules.MAX_HISTORY;
        int size = request.getPageSize() == 0 ? most : request.getPageSize();
        return archive.history(id, request.getAfterSequence(), size).map(found -> {
            var stretch = found.orElseThrow(() -> noSuchSaga(id));
            var response = GetSagaHistoryResponse.newBuilder().setLastSequence(stretch.lastSequence());
            stretch.events().forEach(event -> response.addEvents(SagaViews.event(event, payloads)));
            return response.build();
        });
    }

    static StatusRuntimeException noSuchSaga(UUID sagaId) {
        return Status.NOT_FOUND
                .withDescription("There is no saga " + sagaId + ".")
                .asRuntimeException();
    }
}
