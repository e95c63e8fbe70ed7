package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.Probe;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A participant that nobody heard is asked what became of the attempt, before it is tried again or given up. */
class ProbesTest {
    private static final Payload ANSWER = Payload.of(new byte[] {42});

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private int probed;

    private Saga ended(Probe<String> probe) {
        var blueprint = SagaBlueprint.named("trip", 1, Trips.WORDS)
                .within(Duration.ofMinutes(5))
                .step("flight", participants.play(Direction.FORWARD))
                .undoneBy(participants.play(Direction.COMPENSATION))
                .probedBy(call -> {
                    probed++;
                    return probe.ask(call);
                })
                .build();
        var engine = fleet.engine(blueprint);
        var id = fleet.started(engine, blueprint, "trip");
        var saga = fleet.ended(id, blueprint);
        // What was meant, and what a participant may be left with, must agree whatever a probe says.
        assertEquals(saga.status() == SagaStatus.COMPLETED ? Set.of("flight") : Set.of(), participants.active());
        return saga;
    }

    private static Probe<String> finding(Finding finding) {
        return call -> Uni.createFrom().item(finding);
    }

    @Test
    void whatIsFoundDoneIsDone() {
        participants.given("flight", Script.repliesLost(99).then(Script.confirms()));
        var saga = ended(finding(new Finding.Done(ANSWER)));
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(ANSWER, saga.step("flight").answer());
        assertEquals(1, participants.calls(), "it need not be tried again");
    }

    @Test
    void whatIsFoundRefusedIsRefused() {
        participants.given("flight", Script.repliesLost(99).then(Script.rejects("SOLD_OUT")));
        var saga = ended(finding(new Finding.Refused("SOLD_OUT", "No flight is left.")));
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(
                new Cause("flight", "SOLD_OUT", "No flight is left."),
                saga.cause().orElseThrow());
        assertEquals(1, participants.calls());
    }

    @Test
    void whatIsNotFoundIsNoNo() {
        participants.given("flight", Script.unknown(3).then(Script.confirms()));
        assertEquals(
                SagaStatus.COMPLETED, ended(finding(new Finding.NotFound())).status());
        assertEquals(4, participants.calls());
        assertEquals(3, probed);
    }

    @Test
    void aProbeThatFailsHasFoundNothing() {
        participants.given("flight", Script.unknown(1).then(Script.confirms()));
        var saga = ended(call -> Uni.createFrom().failure(new IllegalStateException("No connection.")));
        assertEquals(SagaStatus.COMPLETED, saga.status());
        assertEquals(2, participants.calls());
    }

    @Test
    void aProbeThatIsNeverAnsweredHasFoundNothing() {
        participants.given("flight", Script.unknown(1).then(Script.confirms()));
        assertEquals(
                SagaStatus.COMPLETED, ended(call -> Uni.createFrom().nothing()).status());
        assertEquals(2, participants.calls());
    }

    @Test
    void aProbeThatThrowsHasFoundNothing() {
        participants.given("flight", Script.unknown(1).then(Script.confirms()));
        var saga = ended(call -> {
            throw new IllegalStateException("A bug.");
        });
        assertEquals(SagaStatus.COMPLETED, saga.status());
    }

    @Test
    void aProbeThatAnswersWithNothingAtAllHasFoundNothing() {
        participants.given("flight", Script.unknown(1).then(Script.confirms()));
        assertEquals(
                SagaStatus.COMPLETED, ended(call -> Uni.createFrom().nullItem()).status());
        assertEquals(2, participants.calls());
    }

    @Test
    void aProbeWhoseFindingMakesNoSenseHasFoundNothing() {
        participants.given("flight", Script.unknown(1).then(Script.confirms()));
        assertEquals(
                SagaStatus.COMPLETED,
                ended(finding(new Finding.Refused("SOLD_OUT", null))).status());
        assertEquals(2, participants.calls());
    }

    @Test
    void ofACallThatWasRefusedAsSuchThereIsNothingToFind() {
        participants.given("flight", Script.findsTheCallInvalid("No such airport."));
        var saga = ended(finding(new Finding.Done(ANSWER)));
        assertEquals(SagaStatus.COMPENSATED, saga.status());
        assertEquals(0, probed);
    }
}
