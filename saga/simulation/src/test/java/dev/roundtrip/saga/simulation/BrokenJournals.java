package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.RecordedEvent;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journals that break one promise each. */
final class BrokenJournals {
    private BrokenJournals() {}

    /** Whoever writes is let through: no compare-and-set. */
    static MemoryJournal withoutFencing(World world, Chance chance) {
        return new MemoryJournal(world) {
            @Override
            protected boolean moves(SagaRow row, Append append) {
                return row.quarantine().isEmpty();
            }
        };
    }

    /** Whoever has a lease when the write arrives is let through, wherever the saga is by then. */
    static MemoryJournal fencingByLease(World world, Chance chance) {
        return new MemoryJournal(world) {
            @Override
            protected boolean moves(SagaRow row, Append append) {
                return append.newOwner()
                        .or(append::expectedOwner)
                        .map(writer -> row.quarantine().isEmpty() && isAlive(writer))
                        .orElseGet(() -> super.moves(row, append));
            }
        };
    }

    /** The row moves, but now and then one of the events that came with it is not recorded. */
    static MemoryJournal landingInPart(World world, Chance chance) {
        return new MemoryJournal(world) {
            @Override
            protected List<RecordedEvent> lands(Append append) {
                var all = new ArrayList<>(super.lands(append));
                if (all.size() > 1 && chance.oneIn(20)) {
                    all.remove(chance.between(0, all.size() - 1));
                }
                return all;
            }
        };
    }

    /** A request id that was used is taken for new. */
    static MemoryJournal forgettingRequestIds(World world, Chance chance) {
        return new MemoryJournal(world) {
            @Override
            protected Optional<KnownRequest> taken(String requestId) {
                return Optional.empty();
            }
        };
    }

    static boolean turns(Append append) {
        return append.events().stream().anyMatch(SagaEvent.CompensationStarted.class::isInstance);
    }

    static boolean ends(Append append) {
        return append.saga().status().isFinal();
    }
}
