package dev.roundtrip.chaos.faults;

/**
 * What was seen of a process's being away while it was.
 *
 * @param trips how many it was carrying on when that began
 * @param seen how long those that were left took, from then on
 */
record Absence(int trips, Recovery.Seen seen) {}
