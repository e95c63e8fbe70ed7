package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import dev.roundtrip.saga.journal.Telling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records a telling as its owners do: started, then one append per decision. */
final class Recording {
    private Recording() {}

    /** Returns who owns it in the end. */
    static UUID record(Journal journal, String requestId, UUID firstOwner, Telling telling) {
        var owner = firstOwner;
        var writes = telling.writes();
        var first = writes.getFirst();
        var fingerprint = Telling.payload("fingerprint of " + requestId);
        var start = new Start(requestId, fingerprint, owner, id(requestId + 0), first.after(), first.events());
        assertEquals(List.of(new StartResult.Accepted()), await(journal.start(List.of(start))));
        for (int i = 1; i < writes.size(); i++) {
            var write = writes.get(i);
            var appendId = id(requestId + i);
            switch (write.events().getFirst()) {
                case SagaEvent.SagaReleased released -> release(journal, appendId, write.after(), released);
                case SagaEvent.OperatorEvent commanded ->
                    append(journal, Append.byOther(appendId, write.after(), write.events()));
                case SagaEvent.Adopted(var at, var node, var from)
                when from == Provenance.ANOTHER_NODE -> {
                    var adopter = id(node);
                    append(journal, Append.byAdopter(appendId, write.after(), write.events(), owner, adopter));
                    owner = adopter;
                }
                default -> append(journal, Append.byOwner(appendId, write.after(), write.events(), owner));
            }
        }
        return owner;
    }

    private static void append(Journal journal, Append append) {
        assertEquals(Set.of(append.saga().id()), await(journal.append(List.of(append))));
    }

    private static void release(Journal journal, UUID appendId, Saga after, SagaEvent.SagaReleased released) {
        long seen = after.sequence() - 1;
        await(journal.quarantine(after.id(), seen, "It stopped whoever carried it on."));
        assertTrue(await(journal.release(after.id(), seen, appendId, released)));
    }

    /** The same at every recording, so that what is recorded can be compared. */
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
