package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.Loop;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.Participants;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine answers comes on its loop, whichever thread its journal answers on. */
class AnswersOnTheLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String LOOP = "the loop";

    private final ScheduledExecutorService loopThread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, LOOP));
    private final ExecutorService journalThread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "the journal's thread"));
    private final World world = new World();

    private final Loop loop = new Loop() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void execute(Runnable task) {
            loopThread.execute(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            var scheduled = loopThread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        }
    };

    @AfterEach
    void endThreads() {
        loopThread.shutdownNow();
        journalThread.shutdownNow();
    }

    private Journal onItsOwnThread(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    try {
                        return ((Uni<?>) method.invoke(journal, arguments)).emitOn(journalThread);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String thread(Uni<?> question) {
        return question.map(answer -> Thread.currentThread().getName()).await().atMost(LIMIT);
    }

    @Test
    void everyAnswerComesOnTheLoop() {
        var trips = Trips.blueprint(new Participants(world), Trips.GOOD);
        var journal = onItsOwnThread(new MemoryJournal(world).over(MemoryJournal.GOOD));
        var engine = new SagaEngine(journal, loop, EngineSettings.defaults("node"), List.of(trips), UUID::randomUUID);
        var nobody = UUID.randomUUID();
        assertEquals(LOOP, thread(engine.open()));
        assertEquals(LOOP, thread(engine.repeatOf("request", Payload.empty())));
        assertEquals(LOOP, thread(engine.cancel(nobody, "Nobody.")));
        assertEquals(LOOP, thread(engine.release(nobody, 1, new OperatorNote("ada", "It is mended."))));
        assertEquals(LOOP, thread(engine.drain()));
        assertEquals(LOOP, thread(engine.start(trips, "request", Payload.empty(), "too late")));
    }
}
