package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * How many may come at once before anything is known of how fast they can be done, halved for every second in which even the
 * fastest took longer than it should: then a line stands before them that never empties, and whoever joins it only makes it
 * longer. It comes back step by step when that is over. Not for use by several threads.
 */
final class Slack {
    /** So many are no line. */
    static final int LEAST = 8;

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Looks without a bad one after which it doubles. */
    private static final int GOOD_LOOKS = 5;
    /** After so many without a bad one it is as at the beginning, wherever it was. */
    private static final int LOOKS_TO_FORGET = GOOD_LOOKS * Integer.SIZE;

    private final int most;
    private int now;
    private int goodLooks;
    private Instant lookBegan = Instant.MIN;
    private Duration fastest = Duration.ZERO;
    private Duration slow = Duration.ZERO;
    private boolean seen;

    Slack(int most) {
        this.most = most;
        this.now = most;
    }

    /** One has come to its end; it should have taken no longer than is tolerable. */
    void ended(Duration took, Duration tolerable, Instant at) {
        look(at);
        slow = tolerable;
        fastest = seen && fastest.compareTo(took) < 0 ? fastest : took;
        seen = true;
    }

    int allows(Instant at) {
        look(at);
        return now;
    }

    /** Time in which nobody came is as good as time in which all were fast; a clock that is set back ends the look. */
    private void look(Instant at) {
        if (lookBegan.equals(Instant.MIN)) {
            lookBegan = at;
        }
        var passed = Duration.between(lookBegan, at);
        if (passed.isNegative()) {
            judge();
            lookBegan = at;
        } else {
            for (long looks = Math.min(passed.dividedBy(LOOK), LOOKS_TO_FORGET); looks > 0; looks--) {
                judge();
            }
            lookBegan = at.minus(passed.minus(LOOK.multipliedBy(passed.dividedBy(LOOK))));
        }
    }

    private void judge() {
        if (seen && fastest.compareTo(slow) > 0) {
            now = Math.max(Math.min(LEAST, most), now / 2);
            goodLooks = 0;
        } else if (++goodLooks >= GOOD_LOOKS) {
            now = Math.min(most, now * 2);
            goodLooks = 0;
        }
        seen = false;
    }
}
