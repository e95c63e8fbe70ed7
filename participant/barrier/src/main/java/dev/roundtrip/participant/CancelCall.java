package dev.roundtrip.participant;

/**
 * A cancel.
 *
 * @param undo how the service undoes, if there is something
 */
record CancelCall(StepId step, Undo undo) implements Keyed {}
