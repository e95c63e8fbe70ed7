package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.chaos.load.RecordedTrip.Reserved;
import dev.roundtrip.chaos.load.Testimony.Command;
import dev.roundtrip.chaos.load.Testimony.Wish;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.StepStatus;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was told is bent in each way that it can be, alone; and found. */
class TripCheckTest {
    private static final BookTripRequest REQUEST = Samples.REQUEST;
    private static final BookTripRequest OTHER = REQUEST.toBuilder()
            .setFlight(REQUEST.getFlight().toBuilder().setPassengers(9))
            .build();

    private Testimony told;

    @BeforeEach
    void nothingWasToldYet() {
        told = new Testimony("one");
    }

    private void assertRight(RecordedTrip trip) {
        assertEquals(List.of(), TripCheck.violations(told, trip));
        assertEquals(List.of(), told.contradictions());
    }

    private void assertWrong(RecordedTrip trip, String what) {
        var violations = TripCheck.violations(told, trip);
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(what)), violations::toString);
    }

    @Test
    void whatIsTrueIsNoViolation() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.shown(4, Samples.shownBooked());
        told.taken(OTHER);
        told.wished(Wish.CANCEL_TOO_LATE);
        assertRight(Samples.booked());
    }

    @Test
    void norIsWhatIsTrueOfATripThatIsUndone() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.shown(4, Samples.shownUndone());
        long seen = 0;
        for (var event : Samples.watchedUndone()) {
            told.event(seen++, event);
        }
        told.watchEnded(9);
        told.wished(Wish.CANCEL_SENT);
        told.wished(Wish.CANCEL_ACKNOWLEDGED);
        assertRight(Samples.undone());
    }

    @Test
    void aRequestThatNobodyAnsweredMayBeATrip() {
        told.unanswered(REQUEST);
        assertRight(Samples.booked());
    }

    // ---- which trip it is

    @Test
    void anotherTripThanWasAcknowledged() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        var trip = Samples.booked();
        assertWrong(
                new RecordedTrip(UUID.randomUUID(), "one", trip.status(), trip.events(), trip.reservations()),
                "was told to be trip " + Samples.ID);
    }

    @Test
    void aTripOfARequestThatWasRefused() {
        told.refused(REQUEST, "RESOURCE_EXHAUSTED");
        assertWrong(Samples.booked(), "was refused, and is there (RESOURCE_EXHAUSTED)");
    }

    @Test
    void aTripThatNobodyAskedFor() {
        told.accepted(OTHER, 0, Samples.shownUnderWay());
        assertWrong(Samples.booked(), "is a trip that nobody asked for");
    }

    @Test
    void aTripAcknowledgedToSomeoneWhoAskedForAnother() {
        told.unanswered(REQUEST);
        told.accepted(OTHER, 0, Samples.shownUnderWay());
        assertWrong(Samples.booked(), "acknowledged to someone who had asked for another trip");
    }

    @Test
    void aRequestRefusedAsAnotherTripsThatIsThatTrip() {
        told.unanswered(REQUEST);
        told.taken(REQUEST);
        assertWrong(Samples.booked(), "is that trip itself");
    }

    @Test
    void aTripThatWasSaidNotToExist() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.wished(Wish.SAID_TO_BE_GONE);
        assertWrong(Samples.booked(), "was told not to exist");
    }

    @Test
    void aTripThatIsUndoneAndStillHasItsFlight() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        var undone = Samples.undone();
        var flight = new Reserved("FLIGHT", new BigDecimal("118.00"), "EUR", true);
        assertWrong(
                new RecordedTrip(
                        undone.id(), undone.requestId(), undone.status(), undone.events(), Map.of("flight", flight)),
                "is compensated, and its flight is still reserved");
    }

    // ---- what was wished for

    @Test
    void anAcknowledgedCancelOfATripThatIsBooked() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.wished(Wish.CANCEL_ACKNOWLEDGED);
        assertWrong(Samples.booked(), "had its cancel acknowledged, and ended COMPLETED");
    }

    @Test
    void aCancelRefusedAsTooLateOfATripThatIsUndone() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.wished(Wish.CANCEL_TOO_LATE);
        assertWrong(Samples.undone(), "had its cancel refused as booked, and ended COMPENSATED");
    }

    @Test
    void aTripThatIsUndoneForAWishNobodyHad() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        assertWrong(Samples.with(Samples.undone(), 6, event -> because(event, "CANCELLED")), "which nobody asked for");
        assertWrong(
                Samples.with(Samples.undone(), 6, event -> because(event, "FORCED_BY_OPERATOR")),
                "which none had asked for");
    }

    private static Event because(Event event, String reason) {
        return changed(event, event.kind(), reason, event.message());
    }

    private static Event changed(Event event, String kind, String reason, String message) {
        return new Event(
                event.sequence(),
                event.at(),
                kind,
                event.step(),
                event.attempt(),
                event.steps(),
                event.fault(),
                reason,
                message,
                event.payload());
    }

    @Test
    void anAcknowledgedCommandThatIsNotInTheHistory() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        var paused = Samples.with(Samples.booked(), 4, event -> changed(event, "SAGA_PAUSED", "", "wait 7"));
        told.commanded(new Command(4, "SAGA_PAUSED", "wait 7"));
        assertEquals(List.of(), TripCheck.violations(told, paused));
        assertWrong(Samples.booked(), "had SAGA_PAUSED acknowledged as its event 4");
        told.commanded(new Command(4, "SAGA_PAUSED", "wait 8"));
        assertWrong(paused, "had SAGA_PAUSED acknowledged as its event 4");
    }

    // ---- what was shown

    private void assertShownWrongly(Trip shown, RecordedTrip trip, String what) {
        told.unanswered(REQUEST);
        told.shown(0, shown);
        assertWrong(trip, what);
    }

    @Test
    void anEndThatTheJournalDoesNotHave() {
        assertShownWrongly(
                Samples.shownBooked(), Samples.undone(), "TRIP_STATUS_COMPLETED, and was TRIP_STATUS_COMPENSATING");
    }

    @Test
    void moreHistoryThanTheJournalHas() {
        assertShownWrongly(Samples.shownUndone(), Samples.booked(), "which the journal doesn't have");
    }

    @Test
    void aStatusBeforeItsTime() {
        assertShownWrongly(
                Samples.shownUnderWay().toBuilder()
                        .setStatus(TripStatus.TRIP_STATUS_COMPENSATING)
                        .build(),
                Samples.booked(),
                "TRIP_STATUS_COMPENSATING, and was TRIP_STATUS_RUNNING");
    }

    @Test
    void anotherTime() {
        var booked = Samples.shownBooked();
        assertShownWrongly(
                booked.toBuilder().setEndTime(booked.getCreateTime()).build(), Samples.booked(), "with end time");
        told = new Testimony("one");
        assertShownWrongly(
                booked.toBuilder().setCreateTime(booked.getEndTime()).build(),
                Samples.booked(),
                "created at another time");
    }

    @Test
    void anotherFailure() {
        var undone = Samples.shownUndone().toBuilder();
        undone.getFailureBuilder().setReason("NO_ANSWER");
        assertShownWrongly(undone.build(), Samples.undone(), "with failure");
        told = new Testimony("one");
        assertShownWrongly(undone.clearFailure().build(), Samples.undone(), "with failure");
    }

    @Test
    void anOperatorsNameWhereTravellersRead() {
        var forced = Samples.with(Samples.undone(), 6, event -> because(event, "FORCED_BY_OPERATOR"));
        told.wished(Wish.UNDOING_SENT);
        var shown = Samples.shownUndone().toBuilder();
        shown.getFailureBuilder().setReason("FORCED_BY_OPERATOR");
        assertShownWrongly(shown.build(), forced, "with failure");
        told = new Testimony("one");
        told.wished(Wish.UNDOING_SENT);
        shown.getFailureBuilder().setMessage("An operator had the trip undone.");
        told.accepted(REQUEST, 0, shown.build());
        assertRight(forced);
    }

    @Test
    void anotherConfirmation() {
        var booked = Samples.shownBooked().toBuilder();
        booked.getStepsBuilder(0).setConfirmationCode("OTHERS");
        assertShownWrongly(booked.build(), Samples.booked(), "with its flight reserved as OTHERS");
    }

    @Test
    void anotherPrice() {
        var booked = Samples.shownBooked().toBuilder();
        booked.getStepsBuilder(1).getPriceBuilder().setUnits(1);
        assertShownWrongly(booked.build(), Samples.booked(), "with its hotel reserved as HOTEL, and the journal has");
        told = new Testimony("one");
        booked = Samples.shownBooked().toBuilder();
        booked.getTotalPriceBuilder().setUnits(1);
        assertShownWrongly(booked.build(), Samples.booked(), "with a total of 1");
    }

    @Test
    void aPartThatWasNotAskedFor() {
        var booked = Samples.shownBooked().toBuilder();
        booked.getStepsBuilder(2).setStatus(StepStatus.STEP_STATUS_PENDING);
        assertShownWrongly(
                booked.build(), Samples.booked(), "with its car STEP_STATUS_PENDING, which wasn't asked for");
    }

    @Test
    void aPartThatIsNotReservedWithACode() {
        var underWay = Samples.shownUnderWay().toBuilder();
        underWay.getStepsBuilder(1).setConfirmationCode("HOTEL");
        assertShownWrongly(underWay.build(), Samples.booked(), "with its hotel STEP_STATUS_RUNNING with a code");
    }

    @Test
    void aPartThatIsMissingAtTheEnd() {
        var booked = Samples.shownBooked().toBuilder();
        booked.getStepsBuilder(1).setStatus(StepStatus.STEP_STATUS_RUNNING).clearConfirmationCode();
        assertShownWrongly(booked.build(), Samples.booked(), "with its hotel STEP_STATUS_RUNNING at its end");
    }

    // ---- what was watched

    private void assertWatchedWrongly(RecordedTrip trip, String what) {
        told.unanswered(REQUEST);
        long seen = 0;
        for (var event : Samples.watchedUndone()) {
            told.event(seen++, event);
        }
        assertWrong(trip, what);
    }

    @Test
    void anEventThatTheJournalHasOtherwise() {
        assertWatchedWrongly(
                Samples.with(Samples.undone(), 5, event -> changed(event, event.kind(), event.reason(), "It rained.")),
                "had event 5 watched as");
    }

    @Test
    void anEventOfAnotherKind() {
        assertWatchedWrongly(
                Samples.with(Samples.undone(), 8, event -> changed(event, "STEP_STUCK", "", "")),
                "had event 8 watched as TRIP_EVENT_TYPE_STEP_COMPENSATED");
    }

    @Test
    void anEventThatTheJournalDoesNotHave() {
        assertWatchedWrongly(Samples.booked(), "and the journal has none");
    }

    // ---- what is reserved

    private static RecordedTrip withHotel(Reserved reserved) {
        var trip = Samples.booked();
        var reservations = new HashMap<>(trip.reservations());
        if (reserved == null) {
            reservations.remove("hotel");
        } else {
            reservations.put("hotel", reserved);
        }
        return new RecordedTrip(trip.id(), trip.requestId(), trip.status(), trip.events(), reservations);
    }

    @Test
    void aReservationThatIsNotWhatWasConfirmed() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        var price = new BigDecimal("220.00");
        assertWrong(withHotel(null), "and its service has nothing");
        assertWrong(withHotel(new Reserved("HOTEL", price, "EUR", false)), "confirmed as HOTEL");
        assertWrong(withHotel(new Reserved("OTHER", price, "EUR", true)), "confirmed as HOTEL");
        assertWrong(withHotel(new Reserved("HOTEL", BigDecimal.ONE, "EUR", true)), "confirmed as HOTEL");
        assertWrong(withHotel(new Reserved("HOTEL", price, "USD", true)), "confirmed as HOTEL");
    }

    // ---- what contradicts itself, whatever the journal has

    private void assertContradiction(String what) {
        var contradictions = told.contradictions();
        assertTrue(contradictions.stream().anyMatch(line -> line.contains(what)), contradictions::toString);
    }

    @Test
    void twoTripsOfOneRequest() {
        told.accepted(REQUEST, 0, Samples.shownUnderWay());
        told.accepted(
                REQUEST,
                0,
                Samples.shownUnderWay().toBuilder()
                        .setTripId(UUID.randomUUID().toString())
                        .build());
        assertContradiction("is more than one trip");
    }

    @Test
    void theTripOfSomebodyElse() {
        told.accepted(
                REQUEST,
                0,
                Samples.shownUnderWay().toBuilder().setRequestId("two").build());
        assertContradiction("was answered with the trip of request two");
        told.accepted(
                REQUEST, 0, Samples.shownUnderWay().toBuilder().clearTraveller().build());
        assertContradiction("was answered with a trip of ");
    }

    @Test
    void lessThanWasToldBefore() {
        told.shown(0, Samples.shownBooked());
        var horizon = told.horizon();
        told.shown(horizon, Samples.shownUnderWay());
        assertContradiction("was shown as of event 4 after event 6 had been told");
    }

    @Test
    void oneMomentShownInTwoWays() {
        told.shown(0, Samples.shownUnderWay());
        told.shown(0, Samples.shownUnderWay().toBuilder().setPaused(true).build());
        assertContradiction("was shown as of event 4 in two ways");
    }

    @Test
    void twoEnds() {
        told.shown(0, Samples.shownBooked());
        told.shown(0, Samples.shownUndone());
        assertContradiction("ended as TRIP_STATUS_COMPLETED with event 6 and as TRIP_STATUS_COMPENSATED with event 9");
    }

    @Test
    void somethingAfterTheEnd() {
        told.shown(0, Samples.shownBooked());
        told.shown(0, Samples.shownUnderWay().toBuilder().setLastSequence(7).build());
        assertContradiction("was shown as of event 7 after its end");
    }

    @Test
    void aTripWithoutAHistory() {
        told.shown(0, Samples.shownUnderWay().toBuilder().setLastSequence(0).build());
        assertContradiction("without a history");
    }

    @Test
    void aGapAndARepeatInWhatIsWatched() {
        var events = Samples.watchedUndone();
        told.event(0, events.get(0));
        told.event(1, events.get(2));
        assertContradiction("had event 3 follow event 1");
        told.event(3, events.get(2));
        assertContradiction("had event 3 follow event 3");
    }

    @Test
    void anEventToldInTwoWays() {
        var first = Samples.watchedUndone().getFirst();
        told.event(0, first);
        told.event(
                0,
                first.toBuilder().setType(TripEventType.TRIP_EVENT_TYPE_ADOPTED).build());
        assertContradiction("had event 1 told in two ways");
    }

    @Test
    void aWatcherSentAwayBeforeTheEnd() {
        told.event(0, Samples.watchedUndone().getFirst());
        told.watchEnded(1);
        assertContradiction("had its watcher sent away after event 1");
    }
}
