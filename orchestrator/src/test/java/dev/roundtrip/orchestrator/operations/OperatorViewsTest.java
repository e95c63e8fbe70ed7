package dev.roundtrip.orchestrator.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.GetSagaRequest;
import dev.roundtrip.saga.v1.ListOrder;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.PauseSagaRequest;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaHistoryEvent;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SagaSummary;
import dev.roundtrip.saga.v1.StepStatus;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class OperatorViewsTest {
    private Operator operator;

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @BeforeEach
    void connect() {
        operator = new Operator(orchestrator);
    }

    @AfterEach
    void disconnect() {
        operator.close();
    }

    private static ListSagasRequest.Builder with(SagaStatus... statuses) {
        return ListSagasRequest.newBuilder().addAllStatuses(List.of(statuses)).setPageSize(200);
    }

    private List<SagaSummary> sagas(ListSagasRequest.Builder request) {
        return operator.operations().listSagas(request.build()).getSagasList();
    }

    private List<String> ids(ListSagasRequest.Builder request) {
        return sagas(request).stream().map(SagaSummary::getSagaId).toList();
    }

    private Timestamp startOf(String id) {
        return operator.saga(id).getSummary().getStartTime();
    }

    @Test
    void aRowSaysWhatAnOperatorNeedsAtAGlance() {
        var request = SampleTrips.full("no-flight");
        var id = operator.book(request);
        var row = sagas(with(SagaStatus.SAGA_STATUS_COMPENSATED).setOrder(ListOrder.LIST_ORDER_NEWEST_FIRST))
                .getFirst();
        assertEquals(id, row.getSagaId());
        assertEquals(request.getRequestId(), row.getRequestId());
        assertEquals("trip", row.getDefinition());
        assertEquals(1, row.getVersion());
        assertEquals(SagaStatus.SAGA_STATUS_COMPENSATED, row.getStatus());
        assertEquals(operator.history(id).size(), row.getLastSequence());
        assertTrue(row.getOwner().getAlive());
        assertFalse(row.getOwner().getName().isEmpty());
        assertTrue(Timestamps.compare(row.getStartTime(), row.getEndTime()) < 0);
        assertEquals(row, operator.saga(id).getSummary());
    }

    @Test
    void whatHasNotEndedIsListedOldestFirstUnlessAskedOtherwise() {
        var ended = operator.book(SampleTrips.full("Ada"));
        var older = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        var newer = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));

        var listed = ids(with().setStartedFrom(startOf(ended)));
        assertEquals(List.of(older, newer), listed);
        assertEquals(
                List.of(newer, older),
                ids(with().setStartedFrom(startOf(ended)).setOrder(ListOrder.LIST_ORDER_NEWEST_FIRST)));
        assertEquals(
                List.of(ended, older, newer),
                ids(with(SagaStatus.SAGA_STATUS_RUNNING, SagaStatus.SAGA_STATUS_COMPLETED)
                        .setStartedFrom(startOf(ended))));
        assertEquals(List.of(older), ids(with().setStartedFrom(startOf(older)).setStartedBefore(startOf(newer))));
        assertEquals(List.of(), ids(with(SagaStatus.SAGA_STATUS_COMPENSATING).setStartedFrom(startOf(ended))));
    }

    @Test
    void listsAreOfOneDefinitionAndVersionIfAskedFor() {
        var id = operator.book(SampleTrips.full("Ada"));
        var completed = with(SagaStatus.SAGA_STATUS_COMPLETED).setStartedFrom(startOf(id));
        assertEquals(List.of(id), ids(completed.clone().setDefinition("trip")));
        assertEquals(List.of(id), ids(completed.clone().setDefinition("trip").setVersion(1)));
        assertEquals(List.of(), ids(completed.clone().setDefinition("trip").setVersion(2)));
        assertEquals(List.of(), ids(completed.clone().setDefinition("order")));
    }

    @Test
    void whatShowsAFlagIsFoundByIt() {
        var stuck = operator.book(SampleTrips.full("no-hotel kept-flight").setWait(SampleTrips.atOnce()));
        var paused = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        operator.awaitFlag(stuck, SagaFlag.SAGA_FLAG_STUCK);
        operator.command(paused, seen -> operator.operations()
                .pauseSaga(PauseSagaRequest.newBuilder()
                        .addSagas(seen)
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList());
        operator.awaitFlag(paused, SagaFlag.SAGA_FLAG_PAUSED);

        var since = with().setStartedFrom(startOf(stuck));
        assertEquals(List.of(stuck), ids(since.clone().addFlags(SagaFlag.SAGA_FLAG_STUCK)));
        assertEquals(List.of(paused), ids(since.clone().addFlags(SagaFlag.SAGA_FLAG_PAUSED)));
        assertEquals(List.of(), ids(since.clone().addFlags(SagaFlag.SAGA_FLAG_QUARANTINED)));
        assertEquals(
                List.of(stuck, paused),
                ids(since.clone().addFlags(SagaFlag.SAGA_FLAG_PAUSED).addFlags(SagaFlag.SAGA_FLAG_STUCK)));
        assertEquals(
                List.of(),
                ids(since.clone().addFlags(SagaFlag.SAGA_FLAG_STUCK).addStatuses(SagaStatus.SAGA_STATUS_RUNNING)),
                "every condition must hold");
    }

    @Test
    void listsComePageByPageInEitherOrder() {
        var booked = IntStream.range(0, 5)
                .mapToObj(i -> operator.book(SampleTrips.full(i % 2 == 0 ? "Ada" : "no-flight")))
                .toList();
        var request = with(SagaStatus.SAGA_STATUS_COMPLETED, SagaStatus.SAGA_STATUS_COMPENSATED)
                .setStartedFrom(startOf(booked.getFirst()))
                .setPageSize(2);
        assertEquals(booked, pages(request));
        assertEquals(booked.reversed(), pages(request.setOrder(ListOrder.LIST_ORDER_NEWEST_FIRST)));
    }

    private List<String> pages(ListSagasRequest.Builder first) {
        var listed = new ArrayList<String>();
        var request = first.clone();
        do {
            var page = operator.operations().listSagas(request.build());
            assertTrue(page.getSagasCount() <= 2);
            page.getSagasList().forEach(saga -> listed.add(saga.getSagaId()));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return listed;
    }

    @Test
    void aPageTokenIsOfNoUseWithAnotherList() {
        var since = startOf(operator.book(SampleTrips.full("Ada")));
        operator.book(SampleTrips.full("Ada"));
        var completed =
                with(SagaStatus.SAGA_STATUS_COMPLETED).setStartedFrom(since).setPageSize(1);
        var token = operator.operations().listSagas(completed.build()).getNextPageToken();
        assertFalse(token.isEmpty());
        var other = completed.clone().setDefinition("trip").setPageToken(token);
        assertEquals(Set.of("page_token"), refusedFields(other));
        assertEquals(
                1, ids(completed.clone().setPageToken(token).setPageSize(2)).size());
    }

    private Set<String> refusedFields(ListSagasRequest.Builder request) {
        return Operator.fields(assertThrows(StatusRuntimeException.class, () -> sagas(request)));
    }

    @Test
    void aListThatIsAskedForWronglyIsRefusedNamingEachField() {
        assertEquals(
                Set.of(
                        "statuses",
                        "flags",
                        "definition",
                        "version",
                        "started_from",
                        "order",
                        "page_size",
                        "page_token"),
                refusedFields(ListSagasRequest.newBuilder()
                        .addStatusesValue(0)
                        .addFlagsValue(9)
                        .setDefinition("Trip v1")
                        .setVersion(-1)
                        .setStartedFrom(Timestamp.newBuilder().setNanos(-1))
                        .setOrderValue(9)
                        .setPageSize(201)
                        .setPageToken("x")));
        assertEquals(
                Set.of("version"), refusedFields(ListSagasRequest.newBuilder().setVersion(1)));
        var now = Timestamp.newBuilder().setSeconds(1);
        assertEquals(
                Set.of("started_before"),
                refusedFields(ListSagasRequest.newBuilder().setStartedFrom(now).setStartedBefore(now)));
    }

    @Test
    void aSagaShowsEachStepAndWhyItTurnedBack() {
        var saga = operator.saga(operator.book(SampleTrips.full("no-hotel")));
        assertEquals(
                List.of(
                        StepStatus.STEP_STATUS_COMPENSATED,
                        StepStatus.STEP_STATUS_REJECTED,
                        StepStatus.STEP_STATUS_COMPENSATED),
                saga.getStepsList().stream().map(step -> step.getStatus()).toList());
        assertEquals("hotel", saga.getCause().getStep());
        assertEquals("SOLD_OUT", saga.getCause().getReason());
        assertTrue(saga.hasDeadline());
        assertEquals("", saga.getUnreadable());
    }

    @Test
    void aHistoryTellsEveryEventWithThePayloadsSizeAndItsBytesOnDemand() throws Exception {
        var request = SampleTrips.full("no-hotel");
        var id = operator.book(request);
        var history = operator.history(id);
        var started = history.getFirst();
        assertEquals("SAGA_STARTED", started.getKind());
        assertTrue(started.hasDueTime());
        assertTrue(started.getPayloadSize() > 0);
        assertTrue(started.getPayload().isEmpty());
        assertEquals("SAGA_COMPENSATED", history.getLast().getKind());
        var turned = operator.event(id, "COMPENSATION_STARTED");
        assertEquals("hotel", turned.getStep());
        assertEquals("SOLD_OUT", turned.getReason());
        assertEquals(Set.of("flight", "car"), Set.copyOf(turned.getStepsList()));
        assertEquals(operator.history(id), history);

        var whole = stretch(GetSagaHistoryRequest.newBuilder().setSagaId(id).setIncludePayloads(true));
        var asked = BookTripRequest.parseFrom(whole.getFirst().getPayload());
        assertEquals(request.getTraveller(), asked.getTraveller());
        assertEquals(started.getPayloadSize(), whole.getFirst().getPayload().size());
        assertEquals(
                history.subList(2, 5),
                stretch(GetSagaHistoryRequest.newBuilder()
                        .setSagaId(id)
                        .setAfterSequence(2)
                        .setPageSize(3)));
        var end = operator.operations()
                .getSagaHistory(GetSagaHistoryRequest.newBuilder()
                        .setSagaId(id)
                        .setAfterSequence(history.size())
                        .build());
        assertEquals(0, end.getEventsCount());
        assertEquals(history.size(), end.getLastSequence());
    }

    private List<SagaHistoryEvent> stretch(GetSagaHistoryRequest.Builder request) {
        return operator.operations().getSagaHistory(request.build()).getEventsList();
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNoIdIsRefused() {
        var nobody = UUID.randomUUID().toString();
        for (var call : List.<Runnable>of(
                () -> operator.saga(nobody),
                () -> stretch(GetSagaHistoryRequest.newBuilder().setSagaId(nobody)))) {
            var none = assertThrows(StatusRuntimeException.class, call::run);
            assertEquals(Status.Code.NOT_FOUND, none.getStatus().getCode());
            assertTrue(none.getMessage().contains(nobody), none.getMessage());
        }
        assertEquals(
                Set.of("saga_id"),
                Operator.fields(assertThrows(StatusRuntimeException.class, () -> operator.operations()
                        .getSaga(GetSagaRequest.getDefaultInstance()))));
        assertEquals(
                Set.of("saga_id", "after_sequence", "page_size"),
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> stretch(GetSagaHistoryRequest.newBuilder()
                                .setSagaId("7")
                                .setAfterSequence(-1)
                                .setPageSize(51)
                                .setIncludePayloads(true)))));
    }
}
