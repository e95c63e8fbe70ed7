package dev.roundtrip.participant;

/**
 * A reserve.
 *
 * @param fingerprint of what is asked
 * @param decision how the service decides, if the key is new
 */
record ReserveCall(StepId step, byte[] fingerprint, Decision decision) implements Keyed {}
