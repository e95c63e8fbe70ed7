package dev.roundtrip.saga.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Sagas that begin when hardly any others are under way, and when a crowd comes behind them: the first of many that come all at
 * once take as long as a crowd does. Not for use by several threads.
 */
final class Firsts {
    /** Those behind which nobody or few have come yet. */
    private final Queue<First> waiting = new ArrayDeque<>();

    private long started;

    /** One more is started, with so many others under way; empty when these are a line already. */
    Optional<First> started(int others, Instant now) {
        started++;
        while (!waiting.isEmpty() && waiting.peek().number() + Slack.LEAST <= started) {
            waiting.remove().crowdCame(now);
        }
        if (others >= Slack.LEAST) {
            return Optional.empty();
        }
        var first = new First(started, now);
        waiting.add(first);
        return Optional.of(first);
    }

    /** One of them. */
    static final class First {
        private final long number;
        private final Instant since;
        private Optional<Instant> crowd = Optional.empty();

        private First(long number, Instant since) {
            this.number = number;
            this.since = since;
        }

        private long number() {
            return number;
        }

        private void crowdCame(Instant now) {
            crowd = Optional.of(now);
        }

        /** Whether it had no crowd behind it for half of the time that it took. */
        boolean wasAlone(Duration took) {
            return crowd.map(came ->
                            Duration.between(since, came).multipliedBy(2).compareTo(took) >= 0)
                    .orElse(true);
        }
    }
}
