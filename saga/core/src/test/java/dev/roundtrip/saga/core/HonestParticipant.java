package dev.roundtrip.saga.core;

import java.util.Optional;
import java.util.Random;

/**
 * A participant with its barrier, as the contract wants it: the first answer stays until a cancel or a close, and after
 * that nothing goes forward. It may say no, find a call wrong, take its time, or fail for a while.
 */
final class HonestParticipant {
    private enum Ledger {
        NOTHING,
        TAKEN_UP,
        ACTIVE,
        REFUSED,
        CANCELLED
    }

    private final StepKind kind;
    private final Random random;
    private final boolean saysNo;
    private final boolean findsItInvalid;
    private final boolean takesItsTime;
    private int failures;
    private int failuresToClose;
    private Ledger ledger = Ledger.NOTHING;

    HonestParticipant(StepKind kind, Random random) {
        this.kind = kind;
        this.random = random;
        boolean mayRefuse = kind != StepKind.RETRIABLE;
        saysNo = mayRefuse && random.nextInt(kind == StepKind.PIVOT ? 4 : 12) == 0;
        findsItInvalid = mayRefuse && random.nextInt(60) == 0;
        takesItsTime = random.nextInt(5) == 0;
        failures = mayRefuse ? 0 : random.nextInt(4) * random.nextInt(4);
        failuresToClose = random.nextInt(3) * random.nextInt(3);
    }

    Outcome take(Direction direction) {
        return switch (direction) {
            case FORWARD -> perform();
            case COMPENSATION -> undo();
            case CLOSE -> close();
        };
    }

    boolean isActive() {
        return ledger == Ledger.ACTIVE;
    }

    boolean isCancelled() {
        return ledger == Ledger.CANCELLED;
    }

    boolean refuses() {
        return saysNo;
    }

    /** It finishes in its own time what it has taken up. */
    void settles() {
        if (ledger == Ledger.TAKEN_UP) {
            decide();
        }
    }

    /** Someone who has nothing to do with the saga makes sure that there will never be anything to undo. */
    void isCancelledByAStranger() {
        if (ledger == Ledger.NOTHING && kind != StepKind.RETRIABLE) {
            ledger = Ledger.CANCELLED;
        }
    }

    /** What it can tell, in its own time and by another way than as a reply. */
    Optional<Told> tells(String step) {
        return switch (ledger) {
            case ACTIVE -> Optional.of(Told.confirmed(step));
            case REFUSED -> Optional.of(Told.rejected(step, "SOLD_OUT"));
            case CANCELLED -> kind == StepKind.COMPENSATABLE ? Optional.of(Told.undone(step)) : Optional.empty();
            case NOTHING, TAKEN_UP -> Optional.empty();
        };
    }

    private Outcome perform() {
        if (findsItInvalid) {
            return new Outcome.Unknown(new Fault(Fault.Kind.PERMANENT, "Makes no sense."));
        }
        if (failures > 0) {
            failures--;
            return failure();
        }
        switch (ledger) {
            case NOTHING -> {
                ledger = Ledger.TAKEN_UP;
                if (!takesItsTime) {
                    decide();
                }
            }
            case TAKEN_UP -> {
                if (random.nextBoolean()) {
                    decide();
                }
            }
            case ACTIVE, REFUSED, CANCELLED -> {}
        }
        return switch (ledger) {
            case ACTIVE -> new Outcome.Confirmed(Payload.of(new byte[] {1}));
            case REFUSED -> new Outcome.Rejected("SOLD_OUT", "Sold out.");
            case CANCELLED -> new Outcome.Superseded();
            case TAKEN_UP -> new Outcome.Accepted();
            case NOTHING -> throw new IllegalStateException("it has just been taken up");
        };
    }

    private void decide() {
        ledger = saysNo ? Ledger.REFUSED : Ledger.ACTIVE;
    }

    private Outcome failure() {
        return switch (random.nextInt(4)) {
            case 0 -> new Outcome.Rejected("CLOSED_TODAY", "Come back tomorrow.");
            case 1 -> new Outcome.Superseded();
            case 2 -> new Outcome.Unknown(new Fault(Fault.Kind.PERMANENT, "Makes no sense."));
            default -> new Outcome.Unknown(new Fault(Fault.Kind.TRANSIENT, "Come again."));
        };
    }

    private Outcome undo() {
        if (kind != StepKind.COMPENSATABLE) {
            throw new AssertionError("a step that is " + kind + " was to be compensated");
        }
        boolean first = ledger != Ledger.CANCELLED;
        ledger = Ledger.CANCELLED;
        return first && takesItsTime ? new Outcome.Accepted() : new Outcome.Confirmed(Payload.empty());
    }

    private Outcome close() {
        if (kind != StepKind.PIVOT) {
            throw new AssertionError("a step that is " + kind + " was to be closed");
        }
        if (failuresToClose > 0) {
            failuresToClose--;
            return new Outcome.Unknown(
                    new Fault(random.nextInt(3) == 0 ? Fault.Kind.PERMANENT : Fault.Kind.TRANSIENT, "Not now."));
        }
        return switch (ledger) {
            case ACTIVE -> new Outcome.Confirmed(Payload.of(new byte[] {1}));
            case REFUSED -> new Outcome.Rejected("SOLD_OUT", "Sold out.");
            case NOTHING, TAKEN_UP, CANCELLED -> {
                ledger = Ledger.CANCELLED;
                yield new Outcome.Superseded();
            }
        };
    }
}
