package dev.roundtrip.orchestrator.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.type.Money;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.v1.AnswerResult;
import dev.roundtrip.saga.v1.AnswerStepRequest;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.CommandResult.ResultCase;
import dev.roundtrip.saga.v1.ForceCompensationRequest;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.MarkStepDoneRequest;
import dev.roundtrip.saga.v1.PauseSagaRequest;
import dev.roundtrip.saga.v1.ReleaseSagaRequest;
import dev.roundtrip.saga.v1.ResumeSagaRequest;
import dev.roundtrip.saga.v1.RetryStepRequest;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SagaSummary;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.saga.v1.StepConfirmed;
import dev.roundtrip.saga.v1.StepDirection;
import dev.roundtrip.saga.v1.StepRejected;
import dev.roundtrip.saga.v1.StepStatus;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class OperatorCommandsTest {
    private Operator operator;
    private ScriptedParticipants.Log asked;

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

    /** A trip that waits for its hotel, which never answers. */
    private String waiting() {
        var id = operator.book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        operator.awaitEvent(id, "STEP_STARTED");
        operator.awaitSaga(
                id,
                "waiting for its hotel alone",
                saga -> saga.getSteps(1).getStatus() == StepStatus.STEP_STATUS_RUNNING
                        && saga.getSteps(2).getStatus() == StepStatus.STEP_STATUS_SUCCEEDED);
        return id;
    }

    /** A trip that is to be undone, and whose flight can't be given back. */
    private String stuck() {
        var id = operator.book(SampleTrips.full("no-hotel kept-flight").setWait(SampleTrips.atOnce()));
        operator.awaitFlag(id, SagaFlag.SAGA_FLAG_STUCK);
        assertTrue(operator.step(id, "flight").getStuck());
        return id;
    }

    private List<CommandResult> pause(SeenSaga... sagas) {
        return operator.operations()
                .pauseSaga(PauseSagaRequest.newBuilder()
                        .addAllSagas(List.of(sagas))
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> resume(SeenSaga... sagas) {
        return operator.operations()
                .resumeSaga(ResumeSagaRequest.newBuilder()
                        .addAllSagas(List.of(sagas))
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> retry(SeenSaga saga, String step) {
        return operator.operations()
                .retryStep(RetryStepRequest.newBuilder()
                        .addSagas(saga)
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .setStep(step)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> markDone(SeenSaga saga, String step) {
        return operator.operations()
                .markStepDone(MarkStepDoneRequest.newBuilder()
                        .addSagas(saga)
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .setStep(step)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> force(SeenSaga... sagas) {
        return operator.operations()
                .forceCompensation(ForceCompensationRequest.newBuilder()
                        .addAllSagas(List.of(sagas))
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private List<CommandResult> release(SeenSaga... sagas) {
        return operator.operations()
                .releaseSaga(ReleaseSagaRequest.newBuilder()
                        .addAllSagas(List.of(sagas))
                        .setActor(Operator.ACTOR)
                        .setReason(Operator.REASON)
                        .build())
                .getResultsList();
    }

    private void undo(String id) {
        assertTrue(operator.command(id, this::force).hasRecorded());
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
    }

    private void assertRecorded(String id, String kind, CommandResult result) {
        assertEquals(ResultCase.RECORDED, result.getResultCase(), result.toString());
        assertEquals(id, result.getSagaId());
        var event = operator.event(id, kind);
        assertEquals(result.getRecorded().getSequence(), event.getSequence());
        assertEquals(Operator.ACTOR, event.getActor());
        assertEquals(Operator.REASON, event.getMessage());
    }

    @Test
    void aStuckCompensationIsTriedAgainAtOnceAndSucceedsOnceItsCauseIsMended() {
        var id = stuck();
        asked.mend(id);
        assertRecorded(id, "STEP_RETRIED", operator.command(id, seen -> retry(seen, "flight")));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, operator.trip(id).getStatus());
        assertEquals("cancel flight", asked.of(id).getLast());
    }

    @Test
    void aStuckCompensationThatIsMarkedDoneEndsTheTripAsClosedByOperator() {
        var id = stuck();
        assertRecorded(id, "STEP_DONE_BY_HAND", operator.command(id, seen -> markDone(seen, "flight")));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_CLOSED_BY_OPERATOR);
        assertEquals(
                TripStatus.TRIP_STATUS_CLOSED_BY_OPERATOR, operator.trip(id).getStatus());
        var flight = operator.step(id, "flight");
        assertTrue(flight.getByHand());
        assertEquals(StepStatus.STEP_STATUS_COMPENSATED, flight.getStatus());
        assertFalse(operator.step(id, "car").getByHand());
        var closed = operator.operations()
                .listSagas(ListSagasRequest.newBuilder()
                        .addStatuses(SagaStatus.SAGA_STATUS_CLOSED_BY_OPERATOR)
                        .setPageSize(200)
                        .build())
                .getSagasList();
        assertTrue(closed.stream().map(SagaSummary::getSagaId).toList().contains(id), closed.toString());
    }

    @Test
    void aForwardStepThatIsMarkedDoneEndsTheTripAsClosedByOperatorToo() {
        var id = waiting();
        assertRecorded(id, "STEP_DONE_BY_HAND", operator.command(id, seen -> markDone(seen, "hotel")));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_CLOSED_BY_OPERATOR);
        assertTrue(operator.step(id, "hotel").getByHand());
        assertFalse(asked.of(id).contains("cancel flight"), "it went forward");
    }

    @Test
    void aRunningTripThatIsForcedBackGivesBackAllThatMayHaveBeenTaken() {
        var id = waiting();
        assertRecorded(id, "COMPENSATION_FORCED", operator.command(id, this::force));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
        var cause = operator.saga(id).getCause();
        assertEquals("FORCED_BY_OPERATOR", cause.getReason());
        assertTrue(cause.getMessage().contains(Operator.ACTOR), cause.toString());
        assertEquals("FORCED_BY_OPERATOR", operator.trip(id).getFailure().getReason());
        assertTrue(asked.of(id).containsAll(List.of("cancel hotel", "cancel car", "cancel flight")));
    }

    @Test
    void aPausedTripTriesNothingUntilItIsResumed() {
        var id = operator.book(SampleTrips.full("held-hotel").clearCar().setWait(SampleTrips.atOnce()));
        operator.awaitSaga(
                id, "waiting for its hotel", saga -> saga.getSteps(1).getStatus() == StepStatus.STEP_STATUS_RUNNING);
        assertRecorded(id, "SAGA_PAUSED", operator.command(id, seen -> pause(seen)));
        assertTrue(operator.trip(id).getPaused());
        assertTrue(operator.saga(id).hasPausedSince());
        operator.awaitFlag(id, SagaFlag.SAGA_FLAG_PAUSED);
        // Its owner has taken note once it has adopted it; on a slow machine it may have tried again by then.
        operator.awaitEvent(id, "ADOPTED");
        int tried = hotelAsked(id);
        operator.awaitSaga(id, "past the time of its next attempt", saga -> {
            var hotel = saga.getSteps(1);
            return hotel.hasNextAttemptTime()
                    && Instant.now().getEpochSecond()
                            > hotel.getNextAttemptTime().getSeconds() + 1;
        });
        assertEquals(tried, hotelAsked(id));
        assertEquals(
                ResultCase.UNCHANGED, operator.command(id, seen -> pause(seen)).getResultCase());

        asked.letGo(id);
        assertRecorded(id, "SAGA_RESUMED", operator.command(id, seen -> resume(seen)));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPLETED);
        assertEquals(tried + 1, hotelAsked(id));
        assertTrue(operator.event(id, "SAGA_RESUMED").hasDueTime());
    }

    /** How often its hotel was. */
    private int hotelAsked(String id) {
        return Collections.frequency(asked.of(id), "reserve hotel");
    }

    @Test
    void aSagaThatMovedOnSinceItWasSeenIsLeftAlone() {
        var id = stuck();
        var seen = operator.seen(id);
        var before =
                seen.toBuilder().setLastSequence(seen.getLastSequence() - 1).build();
        for (var result : List.of(
                pause(before).getFirst(),
                resume(before).getFirst(),
                retry(before, "flight").getFirst(),
                markDone(before, "flight").getFirst(),
                force(before).getFirst(),
                release(before).getFirst())) {
            assertEquals(ResultCase.MOVED_ON, result.getResultCase(), result.toString());
            assertEquals(seen.getLastSequence(), result.getMovedOn().getLastSequence());
        }
        assertEquals(seen, operator.seen(id));
        asked.mend(id);
        operator.command(id, now -> retry(now, "flight"));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
    }

    @Test
    void everySagaOfABatchIsAnsweredForByItselfInOrder() {
        var ended = operator.book(SampleTrips.full("Ada"));
        var paused = waiting();
        assertTrue(operator.command(paused, seen -> pause(seen)).hasRecorded());
        operator.awaitEvent(paused, "SAGA_PAUSED");
        // Its owner has taken note once it has adopted it, and then moves no more.
        Operator.await(
                "its owner has seen it",
                () -> operator.history(paused).getLast().getKind().equals("ADOPTED"));
        var running = stuck();
        var seen = operator.seen(running);
        var nobody = SeenSaga.newBuilder()
                .setSagaId(UUID.randomUUID().toString())
                .setLastSequence(3)
                .build();
        var behind = SeenSaga.newBuilder().setSagaId(stuck()).setLastSequence(1).build();

        var results = pause(operator.seen(ended), nobody, seen, behind, operator.seen(paused));

        assertEquals(
                List.of(
                        ResultCase.REFUSED,
                        ResultCase.NO_SUCH_SAGA,
                        ResultCase.RECORDED,
                        ResultCase.MOVED_ON,
                        ResultCase.UNCHANGED),
                results.stream().map(CommandResult::getResultCase).toList(),
                results.toString());
        assertEquals(
                List.of(ended, nobody.getSagaId(), running, behind.getSagaId(), paused),
                results.stream().map(CommandResult::getSagaId).toList());
        assertTrue(results.getFirst().getRefused().getWhy().contains("COMPLETED"), results.toString());
    }

    @Test
    void whatASagaDoesNotAllowIsRefusedWithAReason() {
        var running = waiting();
        assertRefused("no step 'delivery'", operator.command(running, seen -> retry(seen, "delivery")));
        assertRefused("no step 'delivery'", operator.command(running, seen -> markDone(seen, "delivery")));
        assertRefused("SUCCEEDED", operator.command(running, seen -> retry(seen, "flight")));
        assertRefused("SUCCEEDED", operator.command(running, seen -> markDone(seen, "flight")));
        assertRefused("not quarantined", operator.command(running, seen -> release(seen)));
        assertEquals(
                ResultCase.UNCHANGED,
                operator.command(running, seen -> resume(seen)).getResultCase());
        undo(running);
        assertRefused("COMPENSATED", operator.command(running, this::force));
        assertRefused("COMPENSATED", operator.command(running, seen -> pause(seen)));
        assertRefused("COMPENSATED", operator.command(running, seen -> markDone(seen, "flight")));
    }

    private static void assertRefused(String why, CommandResult result) {
        assertEquals(ResultCase.REFUSED, result.getResultCase(), result.toString());
        assertTrue(result.getRefused().getWhy().contains(why), result.toString());
    }

    @Test
    void commandsThatAreWrongAreRefusedNamingEachField() {
        var operations = operator.operations();
        var id = UUID.randomUUID().toString();
        var wrong = RetryStepRequest.newBuilder()
                .addSagas(SeenSaga.newBuilder().setSagaId("7").setLastSequence(1))
                .addSagas(SeenSaga.newBuilder().setSagaId(id))
                .addSagas(SeenSaga.newBuilder()
                        .setSagaId(id.toUpperCase(Locale.ROOT))
                        .setLastSequence(1))
                .setActor(" ")
                .setReason("two\nlines")
                .setStep("Flight")
                .build();
        assertEquals(
                Set.of("sagas[0].saga_id", "sagas[1].last_sequence", "sagas[2].saga_id", "actor", "reason", "step"),
                Operator.fields(assertThrows(StatusRuntimeException.class, () -> operations.retryStep(wrong))));
        var empty = Set.of("sagas", "actor", "reason");
        assertEquals(
                empty,
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> operations.pauseSaga(PauseSagaRequest.getDefaultInstance()))));
        assertEquals(
                empty,
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> operations.resumeSaga(ResumeSagaRequest.getDefaultInstance()))));
        assertEquals(
                empty,
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> operations.forceCompensation(ForceCompensationRequest.getDefaultInstance()))));
        assertEquals(
                empty,
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> operations.releaseSaga(ReleaseSagaRequest.getDefaultInstance()))));
        var tooMuch = MarkStepDoneRequest.newBuilder()
                .setActor("a".repeat(121))
                .setReason("r".repeat(251))
                .setStep("flight")
                .setAnswer(ByteString.copyFrom(new byte[32 * 1024 + 1]));
        var many = new ArrayList<SeenSaga>();
        for (int i = 0; i < 101; i++) {
            many.add(SeenSaga.newBuilder()
                    .setSagaId(UUID.randomUUID().toString())
                    .setLastSequence(1)
                    .build());
        }
        assertEquals(
                Set.of("sagas", "actor", "reason", "answer"),
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> operations.markStepDone(tooMuch.addAllSagas(many).build()))));
    }

    // ---- answers from outside

    private AnswerResult answer(AnswerStepRequest.Builder answer) {
        return operator.answers()
                .answerStep(answer.setActor(Operator.ACTOR).build())
                .getResult();
    }

    private static AnswerStepRequest.Builder forward(String id, String step) {
        return AnswerStepRequest.newBuilder()
                .setSagaId(id)
                .setStep(step)
                .setDirection(StepDirection.STEP_DIRECTION_FORWARD);
    }

    private static StepConfirmed booked() {
        return StepConfirmed.newBuilder()
                .setPayload(HotelReservation.newBuilder()
                        .setConfirmationCode("LATER1")
                        .setHotelId("porto-ribeira")
                        .setPrice(Money.newBuilder().setCurrencyCode("EUR").setUnits(70))
                        .build()
                        .toByteString())
                .build();
    }

    @Test
    void anAnswerByMessageIsAsGoodAsAReply() {
        var id = waiting();
        assertEquals(
                AnswerResult.ANSWER_RESULT_TAKEN, answer(forward(id, "hotel").setConfirmed(booked())));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPLETED);
        assertEquals("LATER1", operator.trip(id).getSteps(1).getConfirmationCode());
        assertEquals(
                AnswerResult.ANSWER_RESULT_NOT_AWAITED,
                answer(forward(id, "hotel").setConfirmed(booked())));
    }

    @Test
    void aNoByMessageTurnsTheTripBack() {
        var id = waiting();
        var no = StepRejected.newBuilder().setReason("CLOSED_FOR_WINTER").setMessage("Nobody is there.");
        assertEquals(
                AnswerResult.ANSWER_RESULT_TAKEN, answer(forward(id, "hotel").setRejected(no)));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
        assertEquals("CLOSED_FOR_WINTER", operator.trip(id).getFailure().getReason());
        assertFalse(asked.of(id).contains("cancel hotel"), "what its participant has refused for good needs no cancel");
    }

    @Test
    void aStuckCompensationCanBeConfirmedByItsParticipantOnAnotherWay() {
        var id = stuck();
        assertEquals(
                AnswerResult.ANSWER_RESULT_TAKEN,
                answer(forward(id, "flight")
                        .setDirection(StepDirection.STEP_DIRECTION_COMPENSATION)
                        .setConfirmed(StepConfirmed.getDefaultInstance())));
        operator.awaitStatus(id, SagaStatus.SAGA_STATUS_COMPENSATED);
    }

    @Test
    void anAnswerThatNothingWaitsForChangesNothing() {
        var id = waiting();
        var seen = operator.history(id).stream()
                .filter(event -> event.getKind().equals("STEP_SUCCEEDED"))
                .count();
        assertEquals(
                AnswerResult.ANSWER_RESULT_NOT_AWAITED,
                answer(forward(id, "flight").setConfirmed(booked())));
        assertEquals(
                seen,
                operator.history(id).stream()
                        .filter(event -> event.getKind().equals("STEP_SUCCEEDED"))
                        .count());
        undo(id);
    }

    /** The list of what is wrong goes with the headers of the answer, of which clients take 8 KiB. */
    @Test
    void aWholeBatchThatIsWrongIsRefusedInWordsThatReachTheClient() {
        var wrong = RetryStepRequest.newBuilder().setStep("flight");
        for (int i = 0; i < 100; i++) {
            wrong.addSagas(SeenSaga.newBuilder().setSagaId("7"));
        }
        var refused = assertThrows(
                StatusRuntimeException.class, () -> operator.operations().retryStep(wrong.build()));
        assertTrue(Operator.fields(refused).contains("sagas[0].saga_id"), refused::toString);
    }

    @Test
    void answersThatAreWrongAreRefused() {
        var nobody = assertThrows(
                StatusRuntimeException.class,
                () -> answer(forward(UUID.randomUUID().toString(), "hotel").setConfirmed(booked())));
        assertEquals(Status.Code.NOT_FOUND, nobody.getStatus().getCode());
        var id = waiting();
        assertEquals(
                Set.of("step"),
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> answer(forward(id, "delivery").setConfirmed(booked())))));
        assertEquals(
                Set.of("saga_id", "step", "actor", "direction", "answer"),
                Operator.fields(assertThrows(StatusRuntimeException.class, () -> operator.answers()
                        .answerStep(AnswerStepRequest.getDefaultInstance()))));
        assertEquals(
                Set.of("rejected", "rejected.reason"),
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> answer(forward(id, "hotel")
                                .setDirection(StepDirection.STEP_DIRECTION_COMPENSATION)
                                .setRejected(StepRejected.newBuilder().setReason("no"))))));
        assertEquals(
                Set.of("confirmed.payload"),
                Operator.fields(assertThrows(
                        StatusRuntimeException.class,
                        () -> answer(forward(id, "hotel")
                                .setDirection(StepDirection.STEP_DIRECTION_COMPENSATION)
                                .setConfirmed(booked())))));
        undo(id);
    }
}
