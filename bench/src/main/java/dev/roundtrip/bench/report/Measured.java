package dev.roundtrip.bench.report;

/** Something that was measured once. */
public interface Measured {
    /** Of what. */
    Cell cell();

    /** How fast it was. */
    double perSecond();
}
