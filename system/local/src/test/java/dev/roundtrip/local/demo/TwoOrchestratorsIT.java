package dev.roundtrip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two orchestrators over one journal, with their default settings: either answers for every trip, and each carries on what
 * the other leaves behind. Every test is followed by the audit.
 */
class TwoOrchestratorsIT {
    private static final Duration LEASE = Duration.ofSeconds(5);
    /** For what the next sweep does. One comes every second; how long a busy machine takes over it is not what is tested. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** How long who books waits for the trip to be decided, unless an orchestrator is told otherwise. */
    private static final Duration WAIT = Duration.ofSeconds(60);

    private static final Bound SOON = new Bound(Duration.ofSeconds(60));

    private static LocalSystem system;
    private static Stage stage;
    private static SharedJournal journal;
    private static Travellers travellers;
    private static Replica one;
    private static Replica other;

    private UUID oneNode;
    private UUID otherNode;

    @BeforeAll
    static void startTheSystem() {
        system = RunningSystem.startFor(TwoOrchestratorsIT.class, 2);
        stage = new Stage(system);
        journal = new SharedJournal(system.databases().of(ServiceName.ORCHESTRATOR));
        travellers = new Travellers();
        one = new Replica(system.orchestrators().get(0));
        other = new Replica(system.orchestrators().get(1));
    }

    @AfterAll
    static void stopTheSystem() {
        travellers.close();
        one.close();
        other.close();
        stage.close();
        system.close();
    }

    @BeforeEach
    void seeWhoIsThere() {
        one.forgetThatItWasAway();
        other.forgetThatItWasAway();
        oneNode = journal.node(one);
        otherNode = journal.node(other);
    }

    @AfterEach
    void restAndAudit() {
        stage.recover();
        stage.awaitRest();
        assertEquals(List.of(), new Audit(system.databases()).violations());
    }

    @Test
    void eitherReadsWatchesAndCancelsATripThatTheOtherCarriesOn() {
        stage.pause(ServiceName.HOTEL);
        var tripId = one.client().book(Wish.porto().requestWithoutWait()).getTripId();
        stage.awaitEvent(tripId, TripEventType.TRIP_EVENT_TYPE_STEP_STARTED, "hotel");
        assertEquals(TripStatus.TRIP_STATUS_RUNNING, other.client().get(tripId).getStatus());

        var watched = Collections.synchronizedList(new ArrayList<TripEvent>());
        var watching = travellers.beside(() -> other.watchOn(tripId, watched));
        SOON.awaitThat("the other one's watcher to see the flight", () -> List.copyOf(watched).stream()
                .anyMatch(event -> event.getType() == TripEventType.TRIP_EVENT_TYPE_STEP_SUCCEEDED));
        other.client().cancel(tripId);
        stage.resume(ServiceName.HOTEL);
        assertEquals("COMPENSATED", stage.awaitEnd(tripId));

        watching.join();
        assertEquals(one.client().watch(tripId), watched);
        assertEquals(
                LongStream.rangeClosed(1, watched.size()).boxed().toList(),
                watched.stream().map(TripEvent::getSequence).toList());
        assertEquals(one.client().get(tripId), other.client().get(tripId));
        assertEquals(Set.of(tripId), journal.ownedBy(oneNode, List.of(tripId)), "a wish changes no owner");
        assertWithin(
                LIMIT,
                journal.when(tripId, "CANCEL_REQUESTED"),
                journal.when(tripId, "COMPENSATION_STARTED"),
                "a wish is heeded by the trip's owner");
    }

    @Test
    void theSameRequestAtBothAtOnceIsOneTrip() {
        var pairs = IntStream.range(0, 20)
                .mapToObj(i -> travellers.bookTwice(one, other))
                .toList();
        for (var pair : pairs) {
            var answers = pair.stream().map(booking -> booking.answer().join()).toList();
            assertEquals(answers.getFirst(), answers.getLast());
            assertEquals(pair.getFirst().end(), answers.getFirst().getStatus());
            assertEquals(
                    List.of(answers.getFirst().getTripId()),
                    journal.tripsOf(List.of(pair.getFirst().request().getRequestId())));
        }
    }

    @Test
    void eachCarriesOnWhatItAccepted() {
        var ofOne = travellers.bookAndWait(20, one);
        var ofOther = travellers.bookAndWait(20, other);
        assertEnds(ofOne);
        assertEnds(ofOther);
        var oneTrips = Travellers.tripIds(ofOne);
        var otherTrips = Travellers.tripIds(ofOther);
        assertEquals(Set.copyOf(oneTrips), journal.ownedBy(oneNode, oneTrips));
        assertEquals(Set.copyOf(otherTrips), journal.ownedBy(otherNode, otherTrips));
        assertEquals(List.of(), journal.adoptions(oneTrips));
        assertEquals(List.of(), journal.adoptions(otherTrips));
    }

    @Test
    void whatAKilledOneCarriedOnIsAdoptedOnceItsLeaseHasRunOut() {
        stage.pause(ServiceName.HOTEL);
        var spared = travellers.book(10, other, one);
        var bookings = travellers.book(60, one, other);
        SOON.awaitThat("half of the trips to be under way", () -> journal.halfWay(oneNode) >= 30);
        var followed = journal.unfinishedOf(oneNode).iterator().next();
        var seen = Collections.synchronizedList(new ArrayList<TripEvent>());
        var following = travellers.beside(() -> one.watchOn(followed, seen));
        SOON.awaitThat("the watcher to see something", () -> !seen.isEmpty());

        one.process().kill();
        var killed = journal.now();
        var lease = journal.leaseUntil(oneNode);
        var orphans = journal.unfinishedOf(oneNode);
        stage.resume(ServiceName.HOTEL);
        assertThrows(CompletionException.class, following::join);
        other.watchOn(followed, seen);
        stage.awaitRest();

        var trips = Travellers.tripIds(bookings);
        var adoptions = journal.adoptions(trips);
        assertEquals(orphans, SharedJournal.tripsOf(adoptions));
        assertEquals(orphans.size(), adoptions.size(), "each is adopted once");
        assertTrue(orphans.size() >= 30, () -> "only " + orphans.size() + " trips were orphaned");
        assertFalse(lease.isAfter(killed.plus(LEASE)), "the lease of a dead one goes on");
        assertFalse(adoptions.getFirst().at().isBefore(lease), "adopted before the lease ran out");
        assertWithin(LIMIT, lease, adoptions.getFirst().at(), "adoption begins");
        adoptions.forEach(adoption -> assertEquals(other.name(), adoption.by()));
        assertEquals(List.of(), journal.adoptions(Travellers.tripIds(spared)), "others' trips are left alone");
        assertEnds(bookings);
        assertEnds(spared);
        assertEquals(
                other.client().watch(followed), seen, "watched on at the other one from where the first broke off");
    }

    @Test
    void oneThatSleptPastItsLeaseFindsItsTripsGoneAndLetsGoOfThem() {
        stage.pause(ServiceName.HOTEL);
        var asked = System.nanoTime();
        var bookings = travellers.bookAndWait(24, one);
        SOON.awaitThat("all trips to be under way", () -> journal.halfWay(oneNode) == 24);
        var trips = journal.unfinishedOf(oneNode);
        one.process().pause();
        SOON.awaitThat("all trips to be adopted", () -> SharedJournal.tripsOf(journal.adoptions(trips))
                .equals(trips));

        one.process().resume();
        SOON.awaitThat(
                "the sleeper to be awake", () -> journal.leaseUntil(oneNode).isAfter(journal.now()));
        stage.resume(ServiceName.HOTEL);
        stage.awaitRest();
        assertEnds(bookings);
        // Had the sleeper not let go of the trips, it would have waited for their ends until nobody waits any more.
        assertTrue(
                System.nanoTime() - asked < WAIT.toNanos(),
                "who asked the sleeper was answered when the wait was over");
        assertEquals(24, journal.adoptions(trips).size(), "each is adopted once, and not back");
        assertEquals(trips, journal.ownedBy(otherNode, trips));

        var next = travellers.bookAndWait(10, one);
        assertEnds(next);
        assertEquals(10, journal.ownedBy(oneNode, Travellers.tripIds(next)).size(), "the sleeper works again");
    }

    @Test
    void whenTheDatabaseIsAwayNewTripsAreRefusedAndRunningOnesGoOnAfterwards() {
        stage.pause(ServiceName.HOTEL);
        var bookings = new ArrayList<>(travellers.book(20, one, other));
        bookings.addAll(travellers.book(20, other, one));
        SOON.awaitThat("all trips to be under way", () -> journal.halfWay(oneNode) + journal.halfWay(otherNode) == 40);
        var trips = Travellers.tripIds(bookings);
        var ofOne = journal.ownedBy(oneNode, trips);
        var ofOther = journal.ownedBy(otherNode, trips);

        system.stopPostgres();
        var gone = Instant.now();
        stage.resume(ServiceName.HOTEL);
        var refused = List.of(assertRefused(one), assertRefused(other));
        SOON.awaitThat("both leases to run out", () -> Instant.now().isAfter(gone.plus(LEASE)));
        var back = Instant.now();
        system.startPostgres();
        stage.awaitRest();

        assertEnds(bookings);
        assertEquals(List.of(), journal.tripsOf(refused), "a trip came of a request that was refused");
        assertEquals(ofOne, journal.ownedBy(oneNode, trips), "nobody takes over from one who only had no database");
        assertEquals(ofOther, journal.ownedBy(otherNode, trips));
        var ended = trips.stream()
                .map(trip -> journal.when(trip, end(bookings, trip)))
                .filter(back::isBefore)
                .count();
        assertEquals(40, ended, "all trips had to wait for the database");
        assertEnds(travellers.bookAndWait(2, one));
        assertEnds(travellers.bookAndWait(2, other));
    }

    private static String end(List<Travellers.Booking> bookings, String tripId) {
        var booking = bookings.stream()
                .filter(candidate -> candidate.tripId().equals(tripId))
                .findFirst()
                .orElseThrow();
        return booking.end() == TripStatus.TRIP_STATUS_COMPLETED ? "SAGA_COMPLETED" : "SAGA_COMPENSATED";
    }

    private static String assertRefused(Replica replica) {
        var request = Wish.porto().requestWithoutWait();
        var refusal = assertThrows(StatusRuntimeException.class, () -> replica.bookAtOnce(request));
        assertEquals(Status.Code.UNAVAILABLE, refusal.getStatus().getCode(), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("The database is away"), refusal::getMessage);
        return request.getRequestId();
    }

    private static void assertEnds(List<Travellers.Booking> bookings) {
        for (var booking : bookings) {
            var trip = other.client().get(booking.tripId());
            assertEquals(booking.end(), trip.getStatus(), () -> "trip " + trip);
        }
    }

    private static void assertWithin(Duration limit, Instant from, Instant to, String what) {
        var took = Duration.between(from, to);
        assertTrue(took.compareTo(limit) <= 0, () -> what + " after " + took + ", not within " + limit);
    }
}
