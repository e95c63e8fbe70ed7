package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.UnreadableJournal;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sagas that are a node's own although it doesn't hold them. */
class StraysTest {
    private final Fleet fleet = new Fleet();
    private boolean unreadable;

    private Journal journal() {
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (unreadable && method.getName().equals("read")) {
                        return Uni.createFrom().failure(new UnreadableJournal("of a kind that is not known", null));
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static EngineSettings roomForOne() {
        return DefaultsBut.admitting(AdmissionLimits.ofNumber(1));
    }

    @Test
    void oneThatCantBeReadIsQuarantinedAndTakesUpNoRoom() {
        var trips = Trips.blueprint(new Participants(fleet.world), Trips.silent("hotel", () -> true));
        var owner = new SagaEngine(journal(), fleet.world.node(), roomForOne(), List.of(trips), UUID::randomUUID);
        fleet.heard(owner.open());
        var another = fleet.engine(trips);
        var id = fleet.started(owner, trips, "trip");
        fleet.world.run(Duration.ofSeconds(1));
        unreadable = true;
        var seen = fleet.chronicle(id).row().lastSequence();
        var note = new OperatorNote("ada", "So that it is written to.");
        fleet.heard(another.command(id, seen, new OperatorCommand.Pause(), note));
        fleet.until(() -> fleet.chronicle(id).row().quarantine().isPresent(), "a quarantine");
        fleet.world.run(Duration.ofSeconds(10));
        assertInstanceOf(
                Started.Accepted.class, fleet.heard(owner.start(trips, "another", Payload.empty(), "another")));
    }

    /** What is written there arrives only after {@code delay}, when its writer has given it up. */
    private SagaEngine withStartsThatArriveAfter(Duration delay, SagaBlueprint<String> trips) {
        var node = fleet.world.node();
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        var late = (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    var answer = (Uni<?>) method.invoke(journal, arguments);
                    if (!method.getName().equals("start")) {
                        return answer;
                    }
                    node.schedule(delay, () -> answer.subscribe().with(item -> {}));
                    return Uni.createFrom().failure(new JournalUnavailable("no reply in time", null));
                });
        var engine = new SagaEngine(late, node, EngineSettings.defaults("late"), List.of(trips), UUID::randomUUID);
        fleet.heard(engine.open());
        return engine;
    }

    @Test
    void aStartThatArrivesLaterThanAnyoneWaitsForItIsCarriedOn() {
        var trips = Trips.blueprint(new Participants(fleet.world), Trips.GOOD);
        var engine = withStartsThatArriveAfter(Duration.ofMinutes(3), trips);
        engine.start(trips, "request", Payload.empty(), "trip").subscribe().with(started -> {}, failure -> {});
        fleet.until(() -> !fleet.journal.all().isEmpty(), "the start's arrival");
        fleet.until(
                () -> fleet.journal.all().getFirst().row().status().isFinal(),
                "the end of a saga that its owner doesn't hold");
    }

    @Test
    void startsThatFailedWhileTheJournalWasAwayDontKeepNewOnesOut() {
        var trips = Trips.blueprint(new Participants(fleet.world), Trips.GOOD);
        var away = new boolean[] {true};
        var journal = fleet.journal.over(MemoryJournal.GOOD);
        var switched = (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> away[0] && method.getName().equals("start")
                        ? Uni.createFrom().failure(new JournalUnavailable("away", null))
                        : method.invoke(journal, arguments));
        var engine = new SagaEngine(switched, fleet.world.node(), roomForOne(), List.of(trips), UUID::randomUUID);
        fleet.heard(engine.open());
        engine.start(trips, "request", Payload.empty(), "trip").subscribe().with(started -> {}, failure -> {});
        fleet.world.run(Duration.ofSeconds(1));
        away[0] = false;
        fleet.world.run(Duration.ofSeconds(20));
        assertInstanceOf(
                Started.Accepted.class, fleet.heard(engine.start(trips, "another", Payload.empty(), "another")));
    }
}
