package dev.roundtrip.bench.load;

/** Tells when it gets no faster any more, as it does while a JVM still compiles what it runs. */
public final class Settling {
    private static final double WORTH_WAITING_FOR = 1.03;
    private static final int IN_VAIN = 6;

    private final int most;
    private double best;
    private int seen;
    private int sinceBest;

    /** @param most how many rates are waited for, settled or not */
    public Settling(int most) {
        this.most = most;
    }

    /** One more was seen. */
    public void see(double rate) {
        seen++;
        var hasBegun = rate > 0 || best > 0;
        sinceBest = hasBegun && rate <= best * WORTH_WAITING_FOR ? sinceBest + 1 : 0;
        best = Math.max(best, rate);
    }

    /** Whether the next may be better still. */
    public boolean goesOn() {
        return seen < most && sinceBest < IN_VAIN;
    }
}
