package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;

/** One thing that is wrong, and must be found. */
enum Mutation {
    BARRIER_OFF("A participant keeps no tombstone: a reserve that arrives after its cancel takes effect") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(false, true, true));
        }
    },
    REJECTION_ROLLED_BACK("A participant forgets its no, and says yes to the same request later") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(true, false, true));
        }
    },
    REPEAT_TAKES_AGAIN("A participant takes its stock once more for a repeated request") {
        @Override
        Parts parts() {
            return HONEST.withBarrier(new BarrierPromises(true, true, false));
        }
    },
    FENCING_OFF("Appends are let through without the compare-and-set") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::withoutFencing);
        }
    },
    LEASE_TAKEN_FOR_FENCING("Appends are let through if the writer's lease has not run out") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::fencingByLease);
        }
    },
    BATCH_LANDS_IN_PART("Now and then one event of an append is lost while the others land") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::landingInPart);
        }
    },
    REQUEST_IDS_FORGOTTEN("A request id that was used is taken for new") {
        @Override
        Parts parts() {
            return HONEST.withDatabase(BrokenJournals::forgettingRequestIds);
        }
    },
    CONFLICT_OVERLOOKED("A claim or a write that moved no row is taken for one that did") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.overlookingConflicts());
        }
    },
    START_NOT_WAITED_FOR("A start is acknowledged before it is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.acknowledgingStarts());
        }
    },
    TURN_NOT_WAITED_FOR("Compensations are called before the turn is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.notWaitingFor(BrokenJournals::turns));
        }
    },
    END_NOT_WAITED_FOR("An end is told before it is committed") {
        @Override
        Parts parts() {
            return HONEST.withClient(HastyJournal.notWaitingFor(BrokenJournals::ends));
        }
    },
    UNKNOWN_TAKEN_FOR_NO("A call that came to nothing is taken for a rejection") {
        @Override
        Parts parts() {
            return HONEST.withHearing((direction, outcome) -> direction == Direction.FORWARD
                            && outcome instanceof Outcome.Unknown unknown
                            && unknown.fault().kind() == Fault.Kind.TRANSIENT
                    ? new Outcome.Rejected(Services.SOLD_OUT, "No answer.")
                    : outcome);
        }
    },
    SUPERSEDED_TAKEN_FOR_DONE("A reserve that was refused because its cancel came first is taken for confirmed") {
        @Override
        Parts parts() {
            return HONEST.withHearing(
                    (direction, outcome) -> direction == Direction.FORWARD && outcome instanceof Outcome.Superseded
                            ? new Outcome.Confirmed(Payload.empty())
                            : outcome);
        }
    },
    FAILED_CANCEL_TAKEN_FOR_DONE("A cancel that came to nothing is not repeated") {
        @Override
        Parts parts() {
            return HONEST.withHearing(
                    (direction, outcome) -> direction == Direction.COMPENSATION && outcome instanceof Outcome.Unknown
                            ? new Outcome.Confirmed(Payload.empty())
                            : outcome);
        }
    },
    SIBLING_FORGOTTEN("A step that was under way when another failed is not undone") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::siblingForgotten);
        }
    },
    FORWARD_ORDER("Steps are undone before those that depend on them") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::forwardOrder);
        }
    },
    PENDING_NOT_COVERED("Who takes a saga over undoes only what is on record") {
        @Override
        Parts parts() {
            return HONEST.withMachine(BrokenMachines::pendingNotCovered);
        }
    };

    private static final Parts HONEST = Parts.honest();

    private final String what;

    Mutation(String what) {
        this.what = what;
    }

    /** A world with this one thing wrong. */
    abstract Parts parts();

    String what() {
        return what;
    }
}
