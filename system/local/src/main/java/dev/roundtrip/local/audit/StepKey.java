package dev.roundtrip.local.audit;

/**
 * One step of one trip, as journal and participants both name it.
 *
 * @param tripId the saga's id
 * @param step the step's name
 */
record StepKey(String tripId, String step) {
    @Override
    public String toString() {
        return step + " of trip " + tripId;
    }
}
