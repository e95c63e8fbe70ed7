package dev.roundtrip.saga.core;

/** Something that a saga's owner tells the machine, to be decided upon. */
public sealed interface Signal {

    /** An attempt came to an outcome. May be late or doubled: the machine sorts that out. */
    record Answered(String step, Direction direction, int attempt, Outcome outcome) implements Signal {}

    /** Time has passed: something may be due. */
    record TimePassed() implements Signal {}

    /** Someone wants the saga undone; the message says who or why. */
    record Cancel(String message) implements Signal {
        public Cancel {
            message = Words.keepable(message);
        }
    }

    /**
     * This node takes the saga over.
     *
     * @param node what people know it by
     * @param from whom it takes it from
     */
    record Adopt(String node, Provenance from) implements Signal {}
}
