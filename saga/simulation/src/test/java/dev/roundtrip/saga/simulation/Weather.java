package dev.roundtrip.saga.simulation;

import java.time.Duration;

/**
 * How bad things are. Each run has its own mixture: some kinds of trouble not at all, others often, so that what only shows
 * when one thing goes wrong and nothing else does is found as well as what needs all of it. After the storm comes a calm, in
 * which everything works and every saga must come to its end.
 */
final class Weather {
    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration USUAL = Duration.ofMillis(15);
    private static final Duration LATE = Duration.ofMillis(300);
    private static final Duration VERY_LATE = Duration.ofSeconds(100);

    private final Chance chance;
    private final double callLost;
    private final double callDoubled;
    private final double callLate;
    private final double replyLost;
    private final double writeLost;
    private final double writeUnheard;
    private final double writeDoubled;
    private final double writeLate;
    private final double batchRefused;
    private final double death;
    private final double pause;
    private final double rollback;
    private int deathsLeft;
    private boolean calm;

    Weather(Chance chance) {
        this.chance = chance;
        callLost = some(0.3);
        callDoubled = some(0.3);
        callLate = some(0.2);
        replyLost = some(0.3);
        writeLost = some(0.2);
        writeUnheard = some(0.2);
        writeDoubled = some(0.2);
        writeLate = some(0.2);
        batchRefused = some(0.3);
        death = some(0.06);
        pause = some(0.05);
        rollback = some(0.1);
        deathsLeft = chance.between(1, 5);
    }

    private double some(double most) {
        return chance.oneIn(2) ? 0 : chance.upTo(most);
    }

    void calmDown() {
        calm = true;
    }

    private boolean strikes(double probability) {
        return !calm && chance.in(probability);
    }

    boolean losesCall() {
        return strikes(callLost);
    }

    boolean doublesCall() {
        return strikes(callDoubled);
    }

    boolean losesReply() {
        return strikes(replyLost);
    }

    boolean losesWrite() {
        return strikes(writeLost);
    }

    boolean losesWriteReply() {
        return strikes(writeUnheard);
    }

    boolean doublesWrite() {
        return strikes(writeDoubled);
    }

    boolean refusesBatch() {
        return strikes(batchRefused);
    }

    boolean rollsBack() {
        return strikes(rollback);
    }

    boolean pauses() {
        return strikes(pause);
    }

    boolean kills() {
        boolean kills = deathsLeft > 0 && strikes(death);
        if (kills) {
            deathsLeft--;
        }
        return kills;
    }

    /** Whether the one who waits is told of a loss, or waits until the time is up. */
    boolean isNoticed() {
        return chance.oneIn(2);
    }

    Duration callTakes() {
        return strikes(callLate) ? late(VERY_LATE) : chance.between(QUICK, USUAL);
    }

    Duration writeTakes() {
        return strikes(writeLate) ? late(Duration.ofSeconds(12)) : chance.between(QUICK, USUAL);
    }

    private Duration late(Duration most) {
        return chance.between(LATE, chance.oneIn(2) ? Duration.ofSeconds(4) : most);
    }

    Duration pauseTakes() {
        return chance.between(Duration.ofMillis(100), Duration.ofSeconds(20));
    }
}
