package dev.roundtrip.orchestrator.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.GetSagaHistoryRequest;
import dev.roundtrip.saga.v1.GetSagaRequest;
import dev.roundtrip.saga.v1.Saga;
import dev.roundtrip.saga.v1.SagaAnswersServiceGrpc;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaHistoryEvent;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc.SagaOperationsServiceBlockingStub;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SagaStep;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** An operator at work: asks, waits until something is as it is expected, and commands what was seen. */
final class Operator implements AutoCloseable {
    static final String ACTOR = "ops@example.org";
    static final String REASON = "Ticket 7";

    private final ManagedChannel channel;

    Operator(URI orchestrator) {
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    SagaOperationsServiceBlockingStub operations() {
        return SagaOperationsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Who speaks for a participant. */
    SagaAnswersServiceGrpc.SagaAnswersServiceBlockingStub answers() {
        return SagaAnswersServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private TripServiceGrpc.TripServiceBlockingStub trips() {
        return TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Books a trip, and returns its id. */
    String book(BookTripRequest.Builder request) {
        return trips().bookTrip(request.build()).getTrip().getTripId();
    }

    /** Their ids. */
    List<String> newestTrips() {
        return trips().listTrips(ListTripsRequest.getDefaultInstance()).getTripsList().stream()
                .map(Trip::getTripId)
                .toList();
    }

    void cancel(String id) {
        trips().cancelTrip(CancelTripRequest.newBuilder().setTripId(id).build());
    }

    Trip trip(String id) {
        return trips().getTrip(GetTripRequest.newBuilder().setTripId(id).build())
                .getTrip();
    }

    Saga saga(String id) {
        return operations()
                .getSaga(GetSagaRequest.newBuilder().setSagaId(id).build())
                .getSaga();
    }

    SagaStep step(String id, String name) {
        return saga(id).getStepsList().stream()
                .filter(step -> step.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<SagaHistoryEvent> history(String id) {
        var history = operations()
                .getSagaHistory(GetSagaHistoryRequest.newBuilder().setSagaId(id).build())
                .getEventsList();
        assertEquals(
                LongStream.rangeClosed(1, history.size()).boxed().toList(),
                history.stream().map(SagaHistoryEvent::getSequence).toList());
        return history;
    }

    /** The one event of that kind. */
    SagaHistoryEvent event(String id, String kind) {
        var found = history(id).stream()
                .filter(event -> event.getKind().equals(kind))
                .toList();
        assertEquals(1, found.size(), kind);
        return found.getFirst();
    }

    /** The saga as it is now. */
    SeenSaga seen(String id) {
        return SeenSaga.newBuilder()
                .setSagaId(id)
                .setLastSequence(saga(id).getSummary().getLastSequence())
                .build();
    }

    /** Commands a saga that may be moving on by itself: looks again for as long as it does. */
    CommandResult command(String id, Function<SeenSaga, List<CommandResult>> command) {
        long end = limit();
        while (true) {
            var result = command.apply(seen(id)).getFirst();
            if (!result.hasMovedOn()) {
                return result;
            }
            check(end, id + " stands still for long enough to be commanded");
        }
    }

    void awaitStatus(String id, SagaStatus status) {
        awaitSaga(id, status.name(), saga -> saga.getSummary().getStatus() == status);
    }

    void awaitFlag(String id, SagaFlag flag) {
        awaitSaga(id, flag.name(), saga -> saga.getSummary().getFlagsList().contains(flag));
    }

    void awaitEvent(String id, String kind) {
        await(id + " has " + kind, () -> history(id).stream()
                .anyMatch(event -> event.getKind().equals(kind)));
    }

    void awaitSaga(String id, String what, Predicate<Saga> condition) {
        await(id + " is " + what, () -> condition.test(saga(id)));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = limit();
        while (!condition.getAsBoolean()) {
            check(end, what);
        }
    }

    private static long limit() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }

    private static void check(long end, String what) {
        if (System.nanoTime() > end) {
            throw new AssertionError("not within 30 s: " + what);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    /** The fields that a call was refused for. */
    static Set<String> fields(StatusRuntimeException refused) {
        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        return FieldViolations.of(refused).stream()
                .map(violation -> violation.getField())
                .collect(Collectors.toSet());
    }
}
