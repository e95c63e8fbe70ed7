package dev.roundtrip.saga.simulation;

/**
 * What a participant's barrier promises; the simulation also runs with one of them broken.
 *
 * @param remembersCancels nothing is reserved any more under a key that was cancelled
 * @param remembersRejections a no is recorded as much as a yes
 * @param answersARepeatAsTheFirst a repeat takes nothing more
 */
record BarrierPromises(boolean remembersCancels, boolean remembersRejections, boolean answersARepeatAsTheFirst) {
    static final BarrierPromises KEPT = new BarrierPromises(true, true, true);
}
