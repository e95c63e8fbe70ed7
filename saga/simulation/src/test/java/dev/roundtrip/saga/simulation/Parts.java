package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.runtime.EngineDecidingBy.Machine;
import dev.roundtrip.saga.testkit.MemoryJournal;
import dev.roundtrip.saga.testkit.World;
import java.util.function.BiFunction;

/**
 * What the world of a run is made of. All of it is as the real thing promises to be, unless a test breaks one part on purpose.
 *
 * @param database the journal that all processes share
 * @param barrier what the participants promise
 * @param hearing what a process makes of an answer
 * @param machine what decides
 * @param client how a process speaks to the journal
 */
record Parts(
        BiFunction<World, Chance, MemoryJournal> database,
        BarrierPromises barrier,
        BiFunction<Direction, Outcome, Outcome> hearing,
        Machine machine,
        JournalClient client) {

    /** How a process speaks to the journal: what it sends over the wire, and what it takes for an answer. */
    @FunctionalInterface
    interface JournalClient {
        Journal over(Journal wired, Process process, Chance chance);
    }

    static Parts honest() {
        return new Parts(
                (world, chance) -> new MemoryJournal(world),
                BarrierPromises.KEPT,
                (direction, outcome) -> outcome,
                SagaMachine::decide,
                (wired, process, chance) -> wired);
    }

    Parts withDatabase(BiFunction<World, Chance, MemoryJournal> other) {
        return new Parts(other, barrier, hearing, machine, client);
    }

    Parts withBarrier(BarrierPromises other) {
        return new Parts(database, other, hearing, machine, client);
    }

    Parts withHearing(BiFunction<Direction, Outcome, Outcome> other) {
        return new Parts(database, barrier, other, machine, client);
    }

    Parts withMachine(Machine other) {
        return new Parts(database, barrier, hearing, other, client);
    }

    Parts withClient(JournalClient other) {
        return new Parts(database, barrier, hearing, machine, other);
    }
}
