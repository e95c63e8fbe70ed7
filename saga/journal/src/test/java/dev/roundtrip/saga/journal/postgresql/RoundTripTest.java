package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Histories;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Telling;
import dev.roundtrip.saga.journal.UnreadableJournal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoundTripTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID NODE = UUID.randomUUID();

    /** Each saga is written by itself. */
    Journal with(Journal journal) {
        return journal;
    }

    private Journal journal() {
        return with(DATABASE.journal());
    }

    @Test
    void whatWasWrittenIsWhatIsRead() {
        var kinds = EnumSet.noneOf(SagaEvent.Kind.class);
        for (Map.Entry<String, Telling> history : Histories.all().entrySet()) {
            var telling = history.getValue();
            var owner = Recording.record(journal(), history.getKey(), NODE, telling);

            var read = await(journal().read(telling.saga().id())).orElseThrow();

            var events = read.events().stream().map(RecordedEvent::event).toList();
            assertEquals(telling.events(), events, history.getKey());
            assertEquals(
                    LongStream.rangeClosed(1, events.size()).boxed().toList(),
                    read.events().stream().map(RecordedEvent::sequence).toList(),
                    history.getKey());
            var definition = telling.saga().definition();
            assertEquals(telling.saga().toString(), read.replay(definition).toString(), history.getKey());
            assertEquals(
                    new SagaRow(
                            telling.saga().id(),
                            history.getKey(),
                            DefinitionVersion.of(definition),
                            telling.saga().status(),
                            events.size(),
                            owner,
                            Optional.empty()),
                    read.row());
            events.forEach(event -> kinds.add(event.kind()));
        }
        assertEquals(EnumSet.allOf(SagaEvent.Kind.class), kinds, "the histories must have events of every kind");
    }

    @Test
    void aSagaThatIsNotThereIsEmpty() {
        assertTrue(await(journal().read(UUID.randomUUID())).isEmpty());
    }

    @Test
    void aKindFromALaterReleaseIsUnreadable() {
        var start = Sagas.start("later", NODE);
        await(journal().start(List.of(start)));
        DATABASE.execute("UPDATE saga_event SET kind = 'SAGA_EVAPORATED' WHERE sequence = 2 AND saga_id = '"
                + start.saga().id() + "'");
        assertThrows(
                UnreadableJournal.class, () -> await(journal().read(start.saga().id())));
    }

    @Test
    void anEventThatLostAColumnIsUnreadable() {
        var start = Sagas.start("lost", NODE);
        await(journal().start(List.of(start)));
        DATABASE.execute("UPDATE saga_event SET step = NULL WHERE sequence = 2 AND saga_id = '"
                + start.saga().id() + "'");
        assertThrows(
                UnreadableJournal.class, () -> await(journal().read(start.saga().id())));
    }
}
