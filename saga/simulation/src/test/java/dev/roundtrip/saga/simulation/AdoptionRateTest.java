package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * However many sagas a dead process leaves behind, no more of them are under way than is set, the oldest first; and as soon as those are
 * carried on, the next are looked for.
 */
class AdoptionRateTest {
    private static final int ORPHANS = 25;
    private static final int PER_SWEEP = 10;
    private static final Duration WRITE = Duration.ofMillis(300);

    private static final EngineSettings SLOWLY = DefaultsBut.adopting(PER_SWEEP);

    private final Fleet fleet = new Fleet();

    @Test
    void massRecoveryIsAsFastAsTheJournal() {
        var participants = new Participants(fleet.world);
        participants.given("flight", Script.neverAnswers());
        var trips = Trips.blueprint(participants, Trips.GOOD);
        var node = fleet.world.node();
        var dying = fleet.engine(node, trips);
        for (int orphan = 0; orphan < ORPHANS; orphan++) {
            fleet.started(dying, trips, "trip " + orphan);
        }
        node.die();
        var other = fleet.world.node();
        var successor = new SagaEngine(
                fleet.journal.over(new SlowWrites(other, WRITE)), other, SLOWLY, List.of(trips), UUID::randomUUID);
        fleet.heard(successor.open());
        fleet.until(() -> adoptions().size() == ORPHANS, "the adoption of all");
        var bySweep =
                adoptions().stream().collect(Collectors.groupingBy(at -> at, TreeMap::new, Collectors.counting()));
        assertEquals(List.of(10L, 10L, 5L), List.copyOf(bySweep.values()));
        var times = List.copyOf(bySweep.keySet());
        for (int sweep = 1; sweep < times.size(); sweep++) {
            var apart = Duration.between(times.get(sweep - 1), times.get(sweep));
            assertTrue(apart.compareTo(WRITE) >= 0, () -> "not all were carried on: " + apart + " apart");
            assertTrue(
                    apart.compareTo(SLOWLY.sweepInterval()) < 0, () -> "there was more to find: " + apart + " apart");
        }
    }

    private List<Instant> adoptions() {
        return fleet.journal.all().stream()
                .flatMap(chronicle -> chronicle.events().stream())
                .filter(event -> event.event().kind() == SagaEvent.Kind.ADOPTED)
                .map(event -> event.event().at())
                .toList();
    }
}
