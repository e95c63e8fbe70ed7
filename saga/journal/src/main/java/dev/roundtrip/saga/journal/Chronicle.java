package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Saga;
import java.util.List;
import java.util.UUID;

/**
 * A saga as the journal has it.
 *
 * @param row where it stands
 * @param events all of its events up to the row's last sequence, in order
 */
public record Chronicle(SagaRow row, List<RecordedEvent> events) {
    public Chronicle {
        events = List.copyOf(events);
    }

    /** The saga that these events tell of. */
    public Saga replay(Definition definition) {
        return Saga.replay(
                row.sagaId(),
                definition,
                events.stream().map(RecordedEvent::event).toList());
    }

    /** Whether the write of that id is part of it. */
    public boolean contains(UUID appendId) {
        return events.stream().anyMatch(event -> event.appendId().equals(appendId));
    }
}
