package dev.roundtrip.chaos.faults;

/**
 * Who connects to whom.
 *
 * @param from the label of the one that connects
 * @param to the label of the one that is connected to
 */
public record Arrow(String from, String to) {
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
