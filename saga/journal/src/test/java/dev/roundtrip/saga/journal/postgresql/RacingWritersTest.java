package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.Trips;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RacingWritersTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();
    private static final int SAGAS = 30;

    /** Among many others the rows are looked up one by one, in the order of the batch: without a lock order, deadlocks. */
    @BeforeAll
    static void aJournalFullOfOtherSagas() {
        DATABASE.execute("INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,"
                + " created_at, ended_at)"
                + " SELECT gen_random_uuid(), 'other ' || n, 'trip', 1, 'COMPLETED', 9, gen_random_uuid(), now(), now()"
                + " FROM generate_series(1, 20000) n");
        DATABASE.execute("ANALYZE");
    }

    /** Every round all of them append to all sagas at once, from the same state; a deadlock would fail one of them. */
    @Test
    void ofWritersThatStartFromTheSameStateOneWinsEachSaga() {
        var random = new Random(11);
        var journals = DATABASE.journals(6);
        var state = started("rounds ", SAGAS);
        var winners = new LinkedHashMap<UUID, List<UUID>>();
        for (int round = 0; round < 40; round++) {
            var batches = new ArrayList<List<Append>>();
            var running = new ArrayList<Uni<Set<UUID>>>();
            for (var journal : journals) {
                var batch = shuffled(state, random);
                batches.add(batch);
                running.add(journal.append(batch));
            }
            var moved = await(Uni.join().all(running).andFailFast());
            for (int i = 0; i < batches.size(); i++) {
                for (var append : batches.get(i)) {
                    var id = append.saga().id();
                    if (moved.get(i).contains(id)) {
                        var before = state.put(id, append.saga());
                        assertEquals(before.sequence(), append.expectedSequence(), "two winners of one sequence");
                        append.events().forEach(event -> winners.computeIfAbsent(id, first -> new ArrayList<>())
                                .add(append.appendId()));
                    }
                }
            }
            int wins = moved.stream().mapToInt(Set::size).sum();
            assertEquals(SAGAS, wins, "winners in round " + round);
        }
        state.forEach((id, saga) -> {
            var read = read(id);
            assertWhole(saga, read);
            var written = read.events().stream().map(RecordedEvent::appendId).toList();
            assertEquals(winners.get(id), written.subList(2, written.size()));
        });
    }

    /** Each goes on from what it knows, which others may have overtaken, and reads again only where it lost. */
    @Test
    void writersThatOvertakeEachOtherLeaveNoGapAndNoFork() throws Exception {
        int writers = 6;
        var journals = DATABASE.journals(writers);
        var start = started("free ", SAGAS);
        var landed = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(writers)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < writers; i++) {
                var journal = journals.get(i);
                var random = new Random(i);
                work.add(() -> write(journal, new LinkedHashMap<>(start), random));
            }
            for (var done : threads.invokeAll(work)) {
                landed.add(done.get());
            }
        }
        int events = 0;
        for (var saga : start.values()) {
            var read = read(saga.id());
            assertWhole(read.replay(Trips.TRIP), read);
            events += read.events().size() - (int) saga.sequence();
        }
        assertEquals(landed.stream().mapToInt(Integer::intValue).sum(), events);
        assertTrue(landed.stream().allMatch(count -> count > 0), "each writer must have won sometimes: " + landed);
    }

    private static int write(Journal journal, Map<UUID, Saga> known, Random random) {
        int landed = 0;
        for (int round = 0; round < 60; round++) {
            var batch = shuffled(known, random);
            var some = batch.subList(0, 1 + random.nextInt(batch.size()));
            var moved = await(journal.append(some));
            for (var append : some) {
                var id = append.saga().id();
                if (moved.contains(id)) {
                    landed += append.events().size();
                    known.put(id, append.saga());
                } else {
                    known.put(id, await(journal.read(id)).orElseThrow().replay(Trips.TRIP));
                }
            }
        }
        return landed;
    }

    private static List<Append> shuffled(Map<UUID, Saga> sagas, Random random) {
        var batch = new ArrayList<Append>();
        sagas.values().forEach(saga -> batch.add(Sagas.append(saga, NODE, 1 + random.nextInt(3))));
        Collections.shuffle(batch, random);
        return batch;
    }

    private static Map<UUID, Saga> started(String prefix, int count) {
        var sagas = new LinkedHashMap<UUID, Saga>();
        for (int i = 0; i < count; i++) {
            var start = Sagas.start(prefix + i, NODE);
            await(DATABASE.journal().start(List.of(start)));
            sagas.put(start.saga().id(), start.saga());
        }
        return sagas;
    }

    private static Chronicle read(UUID id) {
        return await(DATABASE.journal().read(id)).orElseThrow();
    }

    private static void assertWhole(Saga saga, Chronicle read) {
        assertEquals(saga.sequence(), read.row().lastSequence());
        assertEquals(
                LongStream.rangeClosed(1, saga.sequence()).boxed().toList(),
                read.events().stream().map(RecordedEvent::sequence).toList());
        assertEquals(saga.toString(), read.replay(Trips.TRIP).toString());
    }
}
