package dev.roundtrip.saga.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The production engine over the production journal on a real PostgreSQL: every step, every outcome, forward and backward, and
 * the orchestrator struck at each of its moments, before and after every write and every call; and once more with the one
 * that takes over struck as well, at one of its moments after the other.
 */
class CrashMatrixOnPostgresTest {
    private static final int AT_ONCE = 12;
    private static final int SHOWN = 5;
    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger ENGINE_LOG = Logger.getLogger("dev.roundtrip.saga");

    private static MatrixDatabase database;

    @BeforeAll
    static void start() {
        ENGINE_LOG.setLevel(Level.OFF);
        database = MatrixDatabase.start(AT_ONCE);
    }

    @AfterAll
    static void stop() {
        database.close();
        ENGINE_LOG.setLevel(null);
    }

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Moment> struck = new ConcurrentLinkedQueue<>();

    @Test
    void everySagaEndsAsItMustAndAgreesWithItsParticipantsWhoeverStopsWhen() throws Exception {
        var begin = System.nanoTime();
        int cells = 0;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var journeys = new ArrayList<Future<Integer>>();
            Journey.all().forEach(journey -> journeys.add(threads.submit(() -> cellsOf(journey))));
            for (var journey : journeys) {
                cells += journey.get();
            }
        }
        System.out.printf(
                "crash matrix on PostgreSQL: %d journeys, %d cells, %.1f s%n",
                Journey.all().size(), cells, (System.nanoTime() - begin) / 1e9);
        struck.stream()
                .collect(Collectors.groupingBy(Moment::place, TreeMap::new, Collectors.counting()))
                .forEach((place, count) -> System.out.printf("  %6d %s%n", count, place));
        assertEquals(List.of(), failures.stream().limit(SHOWN).toList(), () -> failures.size() + " cells failed");
        assertEquals(List.of(), database.contradictions());
        assertEquals(cells, database.sagas());
        assertEquals(Moment.everyPlace(), struck.stream().map(Moment::place).collect(Collectors.toSet()));
        assertTrue(cells > 5000, "only " + cells + " cells");
    }

    /** Every cell of a journey: undisturbed, struck at each moment, and at every other moment the next one struck too. */
    private int cellsOf(Journey journey) {
        int cells = 1;
        var moments = play(journey, List.of());
        for (int at = 0; at < moments.size(); at++) {
            var first = moments.get(at);
            struck.add(first);
            var second = play(journey, List.of(first));
            cells++;
            if (!second.isEmpty() && at % 2 == 0) {
                play(journey, List.of(first, second.get(at % second.size())));
                cells++;
            }
        }
        return cells;
    }

    private List<Moment> play(Journey journey, List<Moment> blows) {
        try {
            return new Run(database, journey, blows).play();
        } catch (AssertionError e) {
            failures.add(e.getMessage());
            return List.of();
        }
    }
}
