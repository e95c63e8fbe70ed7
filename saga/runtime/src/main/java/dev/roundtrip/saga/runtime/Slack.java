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

    private void look(Instant at) {
        var end = lookBegan.equals(Instant.MIN) ? at : lookBegan.plus(LOOK);
        if (at.isBefore(end) && !at.isBefore(lookBegan)) {
            return;
        }
        judge();
        lookBegan = at;
        seen = false;
    }

    private void judge() {
        if (seen && fastest.compareTo(slow) > 0) {
            now = Math.max(Math.min(LEAST, most), now / 2);
            goodLooks = 0;
        } else if (++goodLooks >= GOOD_LOOKS) {
            now = Math.min(most, now * 2);
            goodLooks = 0;
        }
    }
}
