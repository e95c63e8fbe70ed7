package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.runtime.Cancelled;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.Retention;
import dev.roundtrip.saga.runtime.RetentionSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What has ended goes after its time, in small steps; what has not ended stays. */
class RetentionTest {
    private static final Duration SAGAS = Duration.ofHours(2);
    private static final Duration REQUEST_IDS = Duration.ofHours(6);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BATCH = 10;
    private static final Payload FINGERPRINT = Payload.empty();

    private final Fleet fleet = new Fleet();
    private final Participants participants = new Participants(fleet.world);
    private final SagaBlueprint<String> trips = Trips.blueprint(participants, Trips.GOOD);
    private final SagaEngine engine = fleet.engine(trips);

    private Retention retention(int batch, MemoryJournal.Connection connection) {
        var settings = new RetentionSettings(SAGAS, REQUEST_IDS, INTERVAL, batch, PAUSE);
        return new Retention(fleet.journal.over(connection), fleet.world.node(), settings, new Random(3));
    }

    private Retention.Run runOnce() {
        return fleet.heard(retention(BATCH, MemoryJournal.GOOD).runOnce());
    }

    private Started start(String requestId) {
        return fleet.heard(engine.start(trips, requestId, FINGERPRINT, requestId));
    }

    private UUID ended(String requestId) {
        var id = assertInstanceOf(Started.Accepted.class, start(requestId)).sagaId();
        fleet.ended(id, trips);
        return id;
    }

    @Test
    void anEndedSagaIsDeletedAfterItsTimeAndARepeatIsToldHowItEnded() {
        var id = ended("one");
        var endedAt = fleet.saga(id, trips).endedAt().orElseThrow();
        assertEquals(new Retention.Run(0, 0), runOnce());
        fleet.world.run(SAGAS.plusMillis(1));

        assertEquals(new Retention.Run(1, 0), runOnce());

        assertTrue(fleet.journal.find(id).isEmpty());
        assertEquals(new Started.NoLongerKept(id, SagaStatus.COMPLETED, endedAt), start("one"));
        assertEquals(
                new Started.Conflicting(id),
                fleet.heard(engine.start(trips, "one", Payload.of(new byte[] {1}), "another")));
        assertEquals(0, fleet.journal.all().size(), "a repeat starts nothing");
        assertEquals(Cancelled.NO_SUCH_SAGA, fleet.heard(engine.cancel(id, "Too late.")));
        assertThrows(NoLongerHere.class, () -> fleet.heard(engine.whenEnded(id)));
    }

    @Test
    void aCompensatedSagaIsDeletedToo() {
        participants.given("hotel", Script.rejects("SOLD_OUT"));
        var id = ended("one");
        fleet.world.run(SAGAS.plusSeconds(1));
        assertEquals(new Retention.Run(1, 0), runOnce());
        assertEquals(
                SagaStatus.COMPENSATED,
                assertInstanceOf(Started.NoLongerKept.class, start("one")).status());
        assertTrue(fleet.journal.find(id).isEmpty());
    }

    @Test
    void aRequestIdIsForgottenLaterAndMayThenBeUsedAgain() {
        var id = ended("one");
        fleet.world.run(SAGAS.plusSeconds(1));
        runOnce();
        fleet.world.run(REQUEST_IDS.minus(SAGAS).minusMinutes(1));
        assertEquals(new Retention.Run(0, 0), runOnce());
        fleet.world.run(Duration.ofMinutes(2));
        assertEquals(new Retention.Run(0, 1), runOnce());
        assertTrue(!id.equals(ended("one")));
    }

    @Test
    void oneThatIsStuckStaysHoweverLongItTakes() {
        participants.given("hotel", Script.rejects("SOLD_OUT"));
        participants.givenUndoing("flight", Script.neverAnswers());
        var id = assertInstanceOf(Started.Accepted.class, start("one")).sagaId();
        fleet.world.run(REQUEST_IDS.multipliedBy(2));
        assertEquals(new Retention.Run(0, 0), runOnce());
        assertTrue(fleet.saga(id, trips).stuck());
    }

    @Test
    void itGoesInSmallBatchesWithAPauseAfterEach() {
        for (int n = 0; n < 3 * BATCH + 4; n++) {
            ended("trip " + n);
        }
        fleet.world.run(SAGAS.plusSeconds(1));
        int before = fleet.journal.writes();
        var began = fleet.world.now();
        assertEquals(new Retention.Run(3 * BATCH + 4, 0), runOnce());
        assertEquals(4 + 1, fleet.journal.writes() - before, "four batches of sagas, and a look at request ids");
        assertTrue(Duration.between(began, fleet.world.now()).compareTo(PAUSE.multipliedBy(3)) >= 0);
    }

    @Test
    void itRunsAtTheIntervalAlsoAfterARunThatFailed() {
        var away = new boolean[1];
        var retention = retention(BATCH, new MemoryJournal.Connection() {
            @Override
            public boolean arrives() {
                return true;
            }

            @Override
            public MemoryJournal.Reply reply() {
                return away[0] ? MemoryJournal.Reply.LOST_AND_NOTICED : MemoryJournal.Reply.HEARD;
            }
        });
        away[0] = true;
        retention.start();
        fleet.world.run(SAGAS);
        ended("one");
        fleet.world.run(INTERVAL);
        away[0] = false;
        fleet.world.run(SAGAS.plus(INTERVAL).plusSeconds(1));
        assertEquals(0, fleet.journal.all().size());
        retention.stop();
        ended("two");
        fleet.world.run(SAGAS.multipliedBy(3));
        assertEquals(1, fleet.journal.all().size(), "it is stopped");
    }

    /** As when what ended has gathered for long, and a statement that deletes so much takes longer than it may. */
    @Test
    void whatIsTooMuchForOneStatementIsDeletedInSmallerSteps() {
        for (int n = 0; n < 4 * BATCH; n++) {
            ended("trip " + n);
        }
        fleet.world.run(SAGAS.plusSeconds(1));
        var asked = new ArrayList<Integer>();
        var settings = new RetentionSettings(SAGAS, REQUEST_IDS, INTERVAL, 2 * BATCH, PAUSE);
        var retention = new Retention(atMost(BATCH, asked), fleet.world.node(), settings, new Random(3));
        assertEquals(new Retention.Run(4 * BATCH, 0, 1), fleet.heard(retention.runOnce()));
        assertEquals(List.of(20, 10, 10, 10, 10, 10), asked);
        assertEquals(0, fleet.journal.all().size());
    }

    @Test
    void aRunThatIsGivenUpIsFollowedByOneThatBeginsSmall() {
        ended("one");
        fleet.world.run(SAGAS.plusSeconds(1));
        var asked = new ArrayList<Integer>();
        var settings = new RetentionSettings(SAGAS, REQUEST_IDS, INTERVAL, 4 * BATCH, PAUSE);
        var retention = new Retention(atMost(0, asked), fleet.world.node(), settings, new Random(3));
        assertThrows(JournalUnavailable.class, () -> fleet.heard(retention.runOnce()));
        assertEquals(List.of(40, 20, 10, 10, 10, 10, 10, 10), asked);
        asked.clear();
        assertThrows(JournalUnavailable.class, () -> fleet.heard(retention.runOnce()));
        assertEquals(List.of(10, 10, 10, 10, 10, 10, 10, 10), asked);
    }

    /** The journal, which fails to delete more than so many sagas at once; how many it was asked for goes to {@code asked}. */
    private Journal atMost(int most, List<Integer> asked) {
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("deleteEnded")) {
                        asked.add((Integer) arguments[2]);
                        if ((Integer) arguments[2] > most) {
                            return Uni.createFrom().failure(new JournalUnavailable("It took too long.", null));
                        }
                    }
                    return method.invoke(journal, arguments);
                });
    }

    @Test
    void aRunThatFailsSaysSo() {
        var retention = retention(BATCH, new MemoryJournal.Connection() {
            @Override
            public boolean arrives() {
                return true;
            }

            @Override
            public MemoryJournal.Reply reply() {
                return MemoryJournal.Reply.LOST_AND_NOTICED;
            }
        });
        assertThrows(JournalUnavailable.class, () -> fleet.heard(retention.runOnce()));
    }

    @Test
    void anIntervalOfZeroIsNever() {
        var settings = new RetentionSettings(SAGAS, REQUEST_IDS, Duration.ZERO, BATCH, PAUSE);
        new Retention(fleet.journal.over(MemoryJournal.GOOD), fleet.world.node(), settings, new Random(3)).start();
        ended("one");
        fleet.world.run(REQUEST_IDS.multipliedBy(2));
        assertEquals(1, fleet.journal.all().size());
    }

    /** Its node finds the saga gone when it looks for what became of the end that it wrote. */
    @Test
    void aNodeThatHeardNothingOfAnEndBeforeItsSagaWasDeletedLetsGoOfIt() {
        var replies = new boolean[] {true};
        var node = fleet.world.node();
        var deaf = new SagaEngine(
                fleet.journal.over(new MemoryJournal.Connection() {
                    @Override
                    public boolean arrives() {
                        return true;
                    }

                    @Override
                    public MemoryJournal.Reply reply() {
                        return replies[0] ? MemoryJournal.Reply.HEARD : MemoryJournal.Reply.LOST_AND_NOTICED;
                    }
                }),
                node,
                EngineSettings.defaults("deaf"),
                List.of(trips),
                UUID::randomUUID);
        fleet.heard(deaf.open());
        var id = assertInstanceOf(Started.Accepted.class, fleet.heard(deaf.start(trips, "one", FINGERPRINT, "one")))
                .sagaId();
        replies[0] = false;
        fleet.ended(id, trips);
        node.freeze();
        replies[0] = true;
        fleet.world.run(SAGAS.plusSeconds(1));
        assertEquals(new Retention.Run(1, 0), runOnce());
        node.thaw();
        fleet.until(() -> deaf.inFlight() == 0, "that the saga is let go of");
        assertTrue(fleet.journal.find(id).isEmpty());
    }
}
