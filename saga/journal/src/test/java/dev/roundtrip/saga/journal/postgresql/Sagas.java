package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.Telling;
import dev.roundtrip.saga.journal.Trips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Sagas to be recorded, with ids in the order in which they were asked for. */
final class Sagas {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00.000001Z");
    private static final AtomicLong LAST = new AtomicLong();

    private Sagas() {}

    static Start start(String requestId, UUID owner) {
        return start(requestId, owner, Trips.TRIP);
    }

    static Start start(String requestId, UUID owner, Definition definition) {
        var id = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L + LAST.incrementAndGet());
        var decision = SagaMachine.start(id, definition, Payload.empty(), Set.of(), BEGIN);
        return new Start(
                requestId,
                Telling.payload(requestId + " of " + id),
                owner,
                UUID.randomUUID(),
                decision.after(),
                decision.events());
    }

    /** {@code count} more attempts at the flight: a running saga can always go on like that. */
    static List<SagaEvent> moreAttempts(Saga saga, int count) {
        var events = new ArrayList<SagaEvent>();
        int attempt = saga.step("flight").attempt();
        for (int i = 1; i <= count; i++) {
            events.add(new SagaEvent.StepStarted(BEGIN.plusMillis(attempt + i), "flight", attempt + i));
        }
        return events;
    }

    static Saga after(Saga saga, List<SagaEvent> events) {
        var folded = saga;
        for (var event : events) {
            folded = folded.fold(event);
        }
        return folded;
    }

    /** One more attempt, by the owner. */
    static Append append(Saga saga, UUID owner) {
        return append(saga, owner, 1);
    }

    static Append append(Saga saga, UUID owner, int count) {
        var events = moreAttempts(saga, count);
        return Append.byOwner(UUID.randomUUID(), after(saga, events), events, owner);
    }

    static Append append(Saga saga, UUID owner, SagaEvent... events) {
        return Append.byOwner(UUID.randomUUID(), after(saga, List.of(events)), List.of(events), owner);
    }

    static SagaEvent adoption(UUID adopter) {
        return new SagaEvent.Adopted(BEGIN, adopter.toString(), Provenance.ANOTHER_NODE);
    }

    static SagaEvent.SagaReleased released() {
        return new SagaEvent.SagaReleased(BEGIN, new OperatorNote("ops@example.org", "Looked into it."));
    }

    static SagaEvent wish() {
        return new SagaEvent.CancelRequested(BEGIN, "The traveller changed their mind.");
    }
}
