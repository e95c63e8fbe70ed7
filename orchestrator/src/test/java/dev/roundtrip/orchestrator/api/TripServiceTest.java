package dev.roundtrip.orchestrator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.trip.v1.WatchTripRequest;
import dev.roundtrip.wire.FieldViolations;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "roundtrip"),
        restrictToAnnotatedClass = false)
@QuarkusTestResource(ScriptedParticipants.class)
class TripServiceTest {
    private ManagedChannel channel;
    private TripServiceGrpc.TripServiceBlockingStub trips;
    private ScriptedParticipants.Log asked;

    @ConfigProperty(name = "test.url")
    URI orchestrator;

    @BeforeEach
    void connect() {
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", orchestrator.getPort(), InsecureChannelCredentials.create())
                .build();
        trips = TripServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    private Trip book(BookTripRequest.Builder request) {
        return trips.bookTrip(request.build()).getTrip();
    }

    private Trip get(String tripId) {
        return trips.getTrip(GetTripRequest.newBuilder().setTripId(tripId).build())
                .getTrip();
    }

    @Test
    void aTripIsBookedWithEveryConfirmationCodeAndTheTotalPrice() {
        var trip = book(SampleTrips.full("Ada"));
        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        assertEquals(
                List.of("FLIGHT", "HOTEL1", "CAR123"),
                trip.getStepsList().stream()
                        .map(step -> step.getConfirmationCode())
                        .toList());
        assertEquals(350, trip.getTotalPrice().getUnits());
        assertEquals("EUR", trip.getTotalPrice().getCurrencyCode());
        assertEquals("reserve flight", asked.of(trip.getTripId()).getFirst());
        assertEquals(trip, get(trip.getTripId()));
    }

    @Test
    void noCarIsAskedForWhenNoneIsWanted() {
        var trip = book(SampleTrips.full("Ada").clearCar());
        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        assertEquals(StepStatus.STEP_STATUS_SKIPPED, trip.getSteps(2).getStatus());
        assertEquals(List.of("reserve flight", "reserve hotel"), asked.of(trip.getTripId()));
    }

    @Test
    void aHotelThatIsSoldOutUndoesTheRestTheFlightLast() {
        var trip = book(SampleTrips.full("no-hotel"));
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, trip.getStatus());
        assertEquals("hotel", trip.getFailure().getStep());
        assertEquals("SOLD_OUT", trip.getFailure().getReason());
        assertEquals(StepStatus.STEP_STATUS_COMPENSATED, trip.getSteps(0).getStatus());
        assertEquals(StepStatus.STEP_STATUS_REJECTED, trip.getSteps(1).getStatus());
        assertEquals(StepStatus.STEP_STATUS_COMPENSATED, trip.getSteps(2).getStatus());
        var calls = asked.of(trip.getTripId());
        assertEquals("cancel flight", calls.getLast());
        assertTrue(calls.contains("cancel car"), calls.toString());
        assertFalse(calls.contains("cancel hotel"), calls.toString());
    }

    @Test
    void aFlightThatIsSoldOutLeavesNothingToUndo() {
        var trip = book(SampleTrips.full("no-flight"));
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, trip.getStatus());
        assertEquals(List.of("reserve flight"), asked.of(trip.getTripId()));
    }

    @Test
    void anAttemptWithoutAnAnswerIsRepeated() {
        var trip = book(SampleTrips.full("flaky-flight"));
        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, trip.getStatus());
        assertEquals(2, trip.getSteps(0).getAttempts());
    }

    @Test
    void aCallThatAParticipantFindsInvalidIsUndoneItselfToo() {
        var trip = book(SampleTrips.full("broken-hotel"));
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, trip.getStatus());
        assertEquals("REFUSED_AS_INVALID", trip.getFailure().getReason());
        assertTrue(asked.of(trip.getTripId()).contains("cancel hotel"));
    }

    @Test
    void theSameRequestTwiceIsOneTrip() {
        var request = SampleTrips.full("Ada");
        assertEquals(book(request), book(request));
    }

    @Test
    void theSameRequestManyTimesAtOnceIsOneTrip() throws Exception {
        var request = SampleTrips.full("Ada");
        try (var callers = Executors.newFixedThreadPool(16)) {
            var calls = IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(i -> () -> book(request).getTripId())
                    .toList();
            var ids = new ArrayList<String>();
            for (var answer : callers.invokeAll(calls)) {
                ids.add(answer.get());
            }
            assertEquals(1, Set.copyOf(ids).size(), ids.toString());
        }
    }

    @Test
    void theSameRequestIdForAnotherTripIsRefused() {
        var request = SampleTrips.full("Ada");
        var trip = book(request);
        request.getHotelBuilder().setRooms(2);
        var refused = assertThrows(StatusRuntimeException.class, () -> book(request));
        assertEquals(Status.Code.ALREADY_EXISTS, refused.getStatus().getCode());
        assertTrue(refused.getMessage().contains(trip.getTripId()), refused.getMessage());
    }

    @Test
    void withoutAWaitTheAnswerComesWhenTheTripIsAccepted() {
        var trip = book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        assertEquals(TripStatus.TRIP_STATUS_RUNNING, trip.getStatus());
        undo(trip);
    }

    @Test
    void theAnswerComesShortlyBeforeTheCallsOwnDeadline() {
        var trip = trips.withDeadlineAfter(4, TimeUnit.SECONDS)
                .bookTrip(SampleTrips.full("slow-hotel").build())
                .getTrip();
        assertEquals(TripStatus.TRIP_STATUS_RUNNING, trip.getStatus());
        undo(trip);
    }

    @Test
    void hangingUpCancelsNothing() throws Exception {
        var request = SampleTrips.full("held-hotel");
        var outcome = new CompletableFuture<Status.Code>();
        var call = Context.current().withCancellation();
        call.run(() -> TripServiceGrpc.newStub(channel).bookTrip(request.build(), new StreamObserver<>() {
            @Override
            public void onNext(BookTripResponse response) {}

            @Override
            public void onError(Throwable failure) {
                outcome.complete(Status.fromThrowable(failure).getCode());
            }

            @Override
            public void onCompleted() {
                outcome.complete(Status.Code.OK);
            }
        }));
        var tripId = awaitRunning(request.getRequestId());
        call.cancel(null);
        assertEquals(Status.Code.CANCELLED, outcome.get(10, TimeUnit.SECONDS));
        // Asked on the same connection: the orchestrator has heard of the hang-up before there is anything to answer.
        assertEquals(TripStatus.TRIP_STATUS_RUNNING, get(tripId).getStatus());
        asked.letGo(tripId);
        assertEquals(TripStatus.TRIP_STATUS_COMPLETED, book(request).getStatus());
    }

    @Test
    void whatIsNoCallOfThisServiceIsRefusedAndHarmsNoOther() {
        var bookTrip = TripServiceGrpc.getBookTripMethod();
        var sellTrip = bookTrip.toBuilder()
                .setFullMethodName("roundtrip.trip.v1.TripService/SellTrip")
                .build();
        var bytesThatAreNoTrip = bookTrip.toBuilder(
                        new Marshaller<BookTripRequest>() {
                            @Override
                            public InputStream stream(BookTripRequest ignored) {
                                return new ByteArrayInputStream(new byte[] {-1, -1, 1});
                            }

                            @Override
                            public BookTripRequest parse(InputStream nothing) {
                                throw new UnsupportedOperationException();
                            }
                        },
                        bookTrip.getResponseMarshaller())
                .build();

        assertEquals(Status.Code.UNIMPLEMENTED, refusal(sellTrip));
        assertEquals(Status.Code.INVALID_ARGUMENT, refusal(bytesThatAreNoTrip));
        assertEquals(
                TripStatus.TRIP_STATUS_COMPLETED,
                book(SampleTrips.full("after-no-call")).getStatus());
    }

    private Status.Code refusal(MethodDescriptor<BookTripRequest, BookTripResponse> method) {
        var inTime = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
        var failure = assertThrows(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, method, inTime, BookTripRequest.getDefaultInstance()));
        return failure.getStatus().getCode();
    }

    /** The trip's id. */
    private String awaitRunning(String requestId) {
        var running = ListTripsRequest.newBuilder()
                .setStatus(TripStatus.TRIP_STATUS_RUNNING)
                .setPageSize(200)
                .build();
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            var found = trips.listTrips(running).getTripsList().stream()
                    .filter(trip -> trip.getRequestId().equals(requestId))
                    .findFirst();
            if (found.isPresent()) {
                return found.get().getTripId();
            }
            assertTrue(System.nanoTime() < until, "the trip was not accepted within 10 s");
        }
    }

    @Test
    void aCancelledTripIsUndoneWithAllThatMayHaveHappened() {
        var trip = book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        awaitHotelAndCarUnderWay(trip);
        undo(trip);
        undo(trip);
        var undone =
                book(SampleTrips.full("x").setRequestId(trip.getRequestId()).setTraveller(trip.getTraveller()));
        assertEquals(TripStatus.TRIP_STATUS_COMPENSATED, undone.getStatus());
        assertEquals("CANCELLED", undone.getFailure().getReason());
        var calls = asked.of(trip.getTripId());
        assertTrue(calls.containsAll(Set.of("cancel hotel", "cancel car")), calls.toString());
        assertEquals("cancel flight", calls.getLast());
    }

    private void awaitHotelAndCarUnderWay(Trip trip) {
        var begun = Set.of(StepStatus.STEP_STATUS_RUNNING, StepStatus.STEP_STATUS_SUCCEEDED);
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!get(trip.getTripId()).getStepsList().stream().allMatch(step -> begun.contains(step.getStatus()))) {
            assertTrue(System.nanoTime() < until, "hotel and car were not asked for within 10 s");
        }
    }

    private void undo(Trip trip) {
        trips.cancelTrip(
                CancelTripRequest.newBuilder().setTripId(trip.getTripId()).build());
    }

    @Test
    void aBookedTripCantBeCancelledAndOneThatIsNotThereNeither() {
        var trip = book(SampleTrips.full("Ada"));
        assertEquals(
                Status.Code.FAILED_PRECONDITION,
                assertThrows(StatusRuntimeException.class, () -> undo(trip))
                        .getStatus()
                        .getCode());
        var nobody = trip.toBuilder().setTripId(UUID.randomUUID().toString()).build();
        assertEquals(
                Status.Code.NOT_FOUND,
                assertThrows(StatusRuntimeException.class, () -> undo(nobody))
                        .getStatus()
                        .getCode());
    }

    @Test
    void watchingTellsEveryEventInOrderAndEndsWithTheTrip() {
        var trip = book(SampleTrips.full("no-hotel"));
        var all = watch(trip, 0);
        assertEquals(
                IntStream.rangeClosed(1, all.size()).mapToObj(Long::valueOf).toList(),
                all.stream().map(event -> event.getSequence()).toList());
        assertEquals(TripEventType.TRIP_EVENT_TYPE_TRIP_STARTED, all.getFirst().getType());
        assertEquals(
                TripEventType.TRIP_EVENT_TYPE_TRIP_COMPENSATED, all.getLast().getType());
        assertEquals(all.subList(3, all.size()), watch(trip, 3));
        assertEquals(List.of(), watch(trip, all.size()));
    }

    @Test
    void watchingATripThatRunsSeesItEnd() {
        var trip = book(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()));
        var events = trips.watchTrip(
                WatchTripRequest.newBuilder().setTripId(trip.getTripId()).build());
        assertEquals(1, events.next().getEvent().getSequence());
        undo(trip);
        var last = TripEventType.TRIP_EVENT_TYPE_UNSPECIFIED;
        while (events.hasNext()) {
            last = events.next().getEvent().getType();
        }
        assertEquals(TripEventType.TRIP_EVENT_TYPE_TRIP_COMPENSATED, last);
    }

    private List<dev.roundtrip.trip.v1.TripEvent> watch(Trip trip, long after) {
        var events = new ArrayList<dev.roundtrip.trip.v1.TripEvent>();
        trips.watchTrip(WatchTripRequest.newBuilder()
                        .setTripId(trip.getTripId())
                        .setAfterSequence(after)
                        .build())
                .forEachRemaining(response -> events.add(response.getEvent()));
        return events;
    }

    @Test
    void tripsAreListedNewestFirstPageByPage() {
        var booked = IntStream.range(0, 5)
                .mapToObj(i -> book(SampleTrips.full("no-flight")).getTripId())
                .toList()
                .reversed();
        var listed = new ArrayList<String>();
        var request = ListTripsRequest.newBuilder()
                .setStatus(TripStatus.TRIP_STATUS_COMPENSATED)
                .setPageSize(2);
        do {
            var page = trips.listTrips(request.build());
            assertTrue(page.getTripsCount() <= 2);
            page.getTripsList().forEach(trip -> listed.add(trip.getTripId()));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty() && listed.size() < booked.size());
        assertEquals(booked, listed.subList(0, booked.size()));
        assertNotEquals(
                listed,
                trips.listTrips(ListTripsRequest.newBuilder()
                                .setStatus(TripStatus.TRIP_STATUS_COMPLETED)
                                .build())
                        .getTripsList());
    }

    @Test
    void aPageTokenIsOfNoUseWithAnotherStatus() {
        book(SampleTrips.full("no-flight"));
        book(SampleTrips.full("no-flight"));
        var page = trips.listTrips(ListTripsRequest.newBuilder()
                .setStatus(TripStatus.TRIP_STATUS_COMPENSATED)
                .setPageSize(1)
                .build());
        var refused = assertThrows(
                StatusRuntimeException.class,
                () -> trips.listTrips(ListTripsRequest.newBuilder()
                        .setPageToken(page.getNextPageToken())
                        .build()));
        assertEquals(Set.of("page_token"), fields(refused));
    }

    @Test
    void badInputIsRefusedNamingEachField() {
        var request = SampleTrips.full(" ").setRequestId("two words").setCurrencyCode("euro");
        request.getTravellerBuilder().setEmail("nobody");
        request.getFlightBuilder().setOrigin("QQQ").setDestination("QQQ").setPassengers(0);
        request.getHotelBuilder()
                .setHotelId("")
                .setCheckOut(SampleTrips.date(11))
                .setRooms(10);
        request.getCarBuilder().setLocation("").setCarClassValue(99).setDropOff(SampleTrips.date(31));
        var refused = assertThrows(StatusRuntimeException.class, () -> book(request));
        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertEquals(
                Set.of(
                        "request_id",
                        "currency_code",
                        "traveller.name",
                        "traveller.email",
                        "flight.origin",
                        "flight.destination",
                        "flight.passengers",
                        "hotel.hotel_id",
                        "hotel.check_out",
                        "hotel.rooms",
                        "car.location",
                        "car.car_class",
                        "car.drop_off"),
                fields(refused));
    }

    @Test
    void anEmptyRequestIsRefusedNamingWhatIsRequired() {
        var refused = assertThrows(StatusRuntimeException.class, () -> book(BookTripRequest.newBuilder()));
        assertEquals(Set.of("request_id", "traveller", "flight", "hotel"), fields(refused));
    }

    @Test
    void datesInThePastAreRefused() {
        var request = SampleTrips.full("Ada");
        request.getFlightBuilder().getDepartureDateBuilder().setYear(2020);
        assertEquals(
                Set.of("flight.departure_date"),
                fields(assertThrows(StatusRuntimeException.class, () -> book(request))));
    }

    @Test
    void theHealthServiceSaysThatTripsAreServed() {
        var answer = HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder()
                        .setService("roundtrip.trip.v1.TripService")
                        .build());
        assertEquals(ServingStatus.SERVING, answer.getStatus());
    }

    @Test
    void aRepeatIsAnsweredAlthoughItsDatesHavePassedSince() {
        var request = SampleTrips.full("Ada");
        var trip = book(request);
        QuarkusMock.installMockForType(InstantSource.fixed(Instant.parse("2091-01-01T00:00:00Z")), InstantSource.class);
        assertEquals(trip, book(request));
        assertEquals(
                Set.of("flight.departure_date", "hotel.check_in", "car.pick_up"),
                fields(assertThrows(StatusRuntimeException.class, () -> book(SampleTrips.full("Ada")))));
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        var refused = assertThrows(
                StatusRuntimeException.class,
                () -> trips.getTrip(GetTripRequest.newBuilder().setTripId("7").build()));
        assertEquals(Set.of("trip_id"), fields(refused));
    }

    private static Set<String> fields(StatusRuntimeException refused) {
        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        return FieldViolations.of(refused).stream()
                .map(violation -> violation.getField())
                .collect(Collectors.toSet());
    }
}
