package dev.roundtrip.saga.core;

import java.util.Objects;

/** What became of one attempt, as far as its caller can tell. */
public sealed interface Outcome {

    /** The participant did it. For a compensation the answer is empty. */
    record Confirmed(Payload answer) implements Outcome {
        public Confirmed {
            Objects.requireNonNull(answer);
        }
    }

    /** A business no: nothing was done, and a repeat answers the same. Reason and message are kept to 500 characters. */
    record Rejected(String reason, String message) implements Outcome {
        public Rejected {
            reason = Words.keepable(reason);
            message = Words.keepable(message);
        }
    }

    /** The step was already compensated at the participant, so this action was refused and nothing was done. */
    record Superseded() implements Outcome {}

    /**
     * The participant took it up and answers later, from outside: by a message, or through a person. It is asked again after
     * a while, so a lost answer delays the step and no more.
     */
    record Accepted() implements Outcome {}

    /** Nobody knows: it may have happened, it may still happen. Never to be treated as a no. */
    record Unknown(Fault fault) implements Outcome {
        public Unknown {
            Objects.requireNonNull(fault);
        }
    }
}
