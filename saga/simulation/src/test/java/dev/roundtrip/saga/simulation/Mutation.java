package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.simulation.Violation.Invariant;

/** One thing that is wrong, and must be found. */
enum Mutation {
    BARRIER_OFF(
            Invariant.ALL_OR_NOTHING,
            "A participant keeps no tombstone: a reserve that arrives after its cancel takes effect") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(false, true, true, true));
        }
    },
    REJECTION_ROLLED_BACK(
            Invariant.ALL_OR_NOTHING, "A participant forgets its no, and says yes to the same request later") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(true, false, true, true));
        }
    },
    REPEAT_TAKES_AGAIN(Invariant.STOCK, "A participant takes its stock once more for a repeated request") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(true, true, false, true));
        }
    },
    FENCING_OFF(Invariant.HISTORY, "Appends are let through without the compare-and-set") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::withoutFencing);
        }
    },
    LEASE_TAKEN_FOR_FENCING(Invariant.HISTORY, "Appends are let through if the writer's lease has not run out") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::fencingByLease);
        }
    },
    BATCH_LANDS_IN_PART(Invariant.HISTORY, "Now and then one event of an append is lost while the others land") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::landingInPart);
        }
    },
    REQUEST_IDS_FORGOTTEN(Invariant.ONE_SAGA_PER_REQUEST, "A request id that was used is taken for new") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::forgettingRequestIds);
        }
    },
    CONFLICT_OVERLOOKED(Invariant.ACKNOWLEDGED, "A claim or a write that moved no row is taken for one that did") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.overlookingConflicts());
        }
    },
    START_NOT_WAITED_FOR(Invariant.ACKNOWLEDGED, "A start is acknowledged before it is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.acknowledgingStarts());
        }
    },
    TURN_NOT_WAITED_FOR(Invariant.COMMITTED_FIRST, "Compensations are called before the turn is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.notWaitingFor(BrokenJournals::turns));
        }
    },
    END_NOT_WAITED_FOR(Invariant.ACKNOWLEDGED, "An end is told before it is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.notWaitingFor(BrokenJournals::ends));
        }
    },
    INTENT_NOT_WAITED_FOR(Invariant.COMMITTED_FIRST, "A pivot is called before its intent is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.notWaitingFor(BrokenJournals::intendsThePivot));
        }
    },
    CLOSE_LEAVES_NO_TOMBSTONE(
            Invariant.ALL_OR_NOTHING, "A participant says that a pivot never was, and takes it all the same later") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(true, true, true, false));
        }
    },
    UNDECIDED_PIVOT_TURNED_BACK(
            Invariant.ALL_OR_NOTHING, "A pivot that may have happened is taken for one that has not") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::pivotNotClosed);
        }
    },
    NOT_FOUND_TAKEN_FOR_NO(Invariant.ALL_OR_NOTHING, "A probe that finds nothing is taken for a rejection") {
        @Override
        Parts parts() {
            return HONEST.withProbing(finding -> finding instanceof Finding.NotFound
                    ? new Finding.Refused(Services.SOLD_OUT, "Nothing was found.")
                    : finding);
        }
    },
    UNKNOWN_TAKEN_FOR_NO(Invariant.ALL_OR_NOTHING, "A call that came to nothing is taken for a rejection") {
        @Override
        Parts parts() {
            return HONEST.withHearing((direction, outcome) -> direction == Direction.FORWARD
                            && outcome instanceof Outcome.Unknown unknown
                            && unknown.fault().kind() == Fault.Kind.TRANSIENT
                    ? new Outcome.Rejected(Services.SOLD_OUT, "No answer.")
                    : outcome);
        }
    },
    SUPERSEDED_TAKEN_FOR_DONE(
            Invariant.ALL_OR_NOTHING,
            "A reserve that was refused because its cancel came first is taken for confirmed") {
        @Override
        Parts parts() {
            return HONEST.withHearing(
                    (direction, outcome) -> direction == Direction.FORWARD && outcome instanceof Outcome.Superseded
                            ? new Outcome.Confirmed(Payload.empty())
                            : outcome);
        }
    },
    FAILED_CANCEL_TAKEN_FOR_DONE(Invariant.ALL_OR_NOTHING, "A cancel that came to nothing is not repeated") {
        @Override
        Parts parts() {
            return HONEST.withHearing(
                    (direction, outcome) -> direction == Direction.COMPENSATION && outcome instanceof Outcome.Unknown
                            ? new Outcome.Confirmed(Payload.empty())
                            : outcome);
        }
    },
    SIBLING_FORGOTTEN(Invariant.ALL_OR_NOTHING, "A step that was under way when another failed is not undone") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::siblingForgotten);
        }
    },
    FORWARD_ORDER(Invariant.ORDER, "Steps are undone before those that depend on them") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::forwardOrder);
        }
    },
    PENDING_NOT_COVERED(Invariant.ALL_OR_NOTHING, "Who takes a saga over undoes only what is on record") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::pendingNotCovered);
        }
    };

    private static final Parts HONEST = Parts.honest();

    private final Invariant breaks;
    private final String what;

    Mutation(Invariant breaks, String what) {
        this.breaks = breaks;
        this.what = what;
    }

    /** What it breaks: to be caught means that this is seen to be broken, not just anything. */
    Invariant breaks() {
        return breaks;
    }

    /** A world with this one thing wrong. */
    abstract Parts parts();

    String what() {
        return what;
    }
}
