package dev.roundtrip.participant;

/** A call for one step of one saga. */
interface Keyed {
    StepId step();
}
