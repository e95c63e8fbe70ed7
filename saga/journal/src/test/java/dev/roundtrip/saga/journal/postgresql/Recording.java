package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
            var append = Append.byOwner(appendId, write.after(), write.events(), owner);
            if (write.events().getFirst() instanceof SagaEvent.Adopted adopted) {
                var adopter = id(adopted.node());
                append = Append.byAdopter(appendId, write.after(), write.events(), owner, adopter);
                owner = adopter;
            }
            assertEquals(Set.of(write.after().id()), await(journal.append(List.of(append))));
        }
        return owner;
    }

    /** The same at every recording, so that what is recorded can be compared. */
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
