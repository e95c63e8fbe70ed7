package tickets;

import static dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
import static dev.roundtrip.saga.core.SagaStatus.COMPLETED;
import static dev.roundtrip.saga.testkit.Script.confirms;
import static dev.roundtrip.saga.testkit.Script.rejects;
import static dev.roundtrip.saga.testkit.Script.unknown;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.DefinitionShapes;
import dev.roundtrip.saga.testkit.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TicketSagaTest {
    private static final Booking BOOKING = new Booking("ana", "fado");

    // Scripts take the participants' place: these are never called.
    private final SagaBlueprint<Booking> saga = TicketSaga.blueprint(new BoxOffice(null), new Bank(null));
    private final Scenario<Booking> ticket = Scenario.of(saga);

    @Test
    void aSeatIsKeptAndPaidFor() {
        ticket.whenStartedWith(BOOKING).expect(COMPLETED).done("seat", "payment");
    }

    @Test
    void theSeatIsFreeAgainWhenTheBankSaysNo() {
        ticket.given("payment", rejects("NO_MONEY"))
                .whenStartedWith(BOOKING)
                .expect(COMPENSATED)
                .because("payment", "NO_MONEY")
                .undone("seat");
    }

    @Test
    void aBankThatCannotBeReachedIsAskedAgain() {
        ticket.given("payment", unknown(3).then(confirms()))
                .whenStartedWith(BOOKING)
                .expect(COMPLETED)
                .attempts("payment", 4);
    }

    @Test
    void aPaymentThatMayHaveHappenedIsRefunded() {
        ticket.given("payment", unknown(1000).then(confirms()))
                .whenStartedWith(BOOKING)
                .expect(COMPENSATED)
                .because("payment", Cause.NO_ANSWER)
                .undone("payment", "seat");
    }

    @Test
    void anotherProcessGoesOnWhereOneHasStopped() {
        ticket.crashingAt("payment").whenStartedWith(BOOKING).expect(COMPLETED).attempts("payment", 2);
    }

    @Test
    void itsShapeDoesNotChangeWithoutANewVersion() {
        DefinitionShapes.recordedIn(Path.of("src/test/resources/sagas")).verify(saga.definition());
    }
}
