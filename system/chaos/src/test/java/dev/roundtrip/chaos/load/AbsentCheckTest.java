package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.load.Journal.KeptRequest;
import dev.roundtrip.chaos.load.Testimony.Wish;
import dev.roundtrip.trip.v1.TripStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was told about requests that there is no trip for. */
class AbsentCheckTest {
    private static final Optional<KeptRequest> NOTHING = Optional.empty();
    private static final Optional<KeptRequest> BOOKED = kept(Samples.ID, "COMPLETED");
    private static final Optional<KeptRequest> UNDONE = kept(Samples.ID, "COMPENSATED");

    private final Testimony told = new Testimony("one");

    private static Optional<KeptRequest> kept(UUID tripId, String endedAs) {
        return Optional.of(new KeptRequest("one", tripId, Optional.of(endedAs)));
    }

    private void assertWrong(Optional<KeptRequest> kept, String what) {
        var violations = AbsentCheck.violations(told, kept);
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(what)), violations::toString);
    }

    @Test
    void whatWasRefusedOrNeverAnsweredNeedNotBeThere() {
        told.unanswered(Samples.REQUEST);
        told.refused(Samples.REQUEST, "RESOURCE_EXHAUSTED");
        assertEquals(List.of(), AbsentCheck.violations(told, NOTHING));
    }

    @Test
    void whatWasAcknowledgedMustBe() {
        told.accepted(Samples.REQUEST, 0, Samples.shownUnderWay());
        assertWrong(NOTHING, "was acknowledged as trip " + Samples.ID + ", and there is none");
        // The request id alone doesn't tell what became of it.
        assertWrong(
                Optional.of(new KeptRequest("one", Samples.ID, Optional.empty())),
                "was acknowledged as trip " + Samples.ID + ", and there is none");
    }

    @Test
    void whoIsToldOfAnotherTripIsToldOfOneThatIsThere() {
        told.taken(Samples.REQUEST);
        assertWrong(NOTHING, "was refused because its id is another trip's, and there is none");
    }

    @Test
    void whatHasEndedAsWasToldMayBeDeleted() {
        told.accepted(Samples.REQUEST, 0, Samples.shownBooked());
        assertEquals(List.of(), AbsentCheck.violations(told, BOOKED));
    }

    @Test
    void whatHasEndedOtherwiseIsFoundAlsoWhenItIsDeleted() {
        told.accepted(Samples.REQUEST, 0, Samples.shownBooked());
        assertWrong(UNDONE, "was told to have ended COMPLETED, and is kept as COMPENSATED");
        assertWrong(kept(UUID.randomUUID(), "COMPLETED"), "was told to be trip " + Samples.ID);
        told.wished(Wish.CANCEL_ACKNOWLEDGED);
        assertWrong(BOOKED, "had its cancel acknowledged, and is kept as COMPLETED");
    }

    @Test
    void whatWasRefusedIsNoTripThatHasBeenDeleted() {
        told.refused(Samples.REQUEST, "INVALID_ARGUMENT");
        assertWrong(BOOKED, "was refused, and was a trip [INVALID_ARGUMENT]");
    }

    @Test
    void whatWasSaidToBeGoneWasATripAndEndedAsWasSaid() {
        told.gone(Samples.REQUEST, new NoLongerKept(Samples.ID.toString(), TripStatus.TRIP_STATUS_COMPLETED));
        assertEquals(List.of(), AbsentCheck.violations(told, BOOKED));
        assertWrong(UNDONE, "was told to have ended COMPLETED, and is kept as COMPENSATED");
        assertWrong(kept(UUID.randomUUID(), "COMPLETED"), "was told to be trip " + Samples.ID);
        assertWrong(NOTHING, "was acknowledged as trip " + Samples.ID + ", and there is none");
        assertEquals(List.of(), told.contradictions());
    }

    @Test
    void whatWasSaidToBeGoneEndedAsWasSaidBefore() {
        told.accepted(Samples.REQUEST, 0, Samples.shownBooked());
        told.gone(Samples.REQUEST, new NoLongerKept(Samples.ID.toString(), TripStatus.TRIP_STATUS_COMPENSATED));
        assertTrue(told.contradictions().getFirst().contains("was told to be gone"), told.contradictions()::toString);
    }
}
