package dev.roundtrip.chaos.proxy;

import java.time.Duration;

/** What can be wrong with a link. All but {@link Cut} last until the link is healed, or has another fault. */
public sealed interface LinkFault {
    /** All connections are reset, once; new ones are served. */
    record Cut() implements LinkFault {}

    /** All connections are reset, and every new one as soon as it is there. */
    record Refused() implements LinkFault {}

    /**
     * Everything arrives later, and in order. What is on its way when the link is healed arrives at once.
     *
     * @param latency by how much at least, each way
     * @param jitter by how much more at most, drawn anew for whatever was sent together
     */
    record Delayed(Duration latency, Duration jitter) implements LinkFault {
        public Delayed {
            if (latency.isNegative() || jitter.isNegative()) {
                throw new IllegalArgumentException("a delay can't be negative: " + latency + ", " + jitter);
            }
        }
    }

    /**
     * One way nothing arrives any more, the end of a connection neither; the other way everything does. With the answers
     * lost, work is done that nobody hears of. Connections that lost something are reset when the link is healed.
     *
     * @param lost the way that is lost
     */
    record HalfOpen(Direction lost) implements LinkFault {}

    /**
     * Nothing arrives either way. Connections stay open, and new ones can be opened, but the other side doesn't hear of
     * them. Those that lost something are reset when the link is healed, and so are all that were opened meanwhile.
     */
    record BlackHole() implements LinkFault {}

    /** Nothing arrives until the link is healed; then everything does, late and in order, and connections go on. */
    record Stalled() implements LinkFault {}

    /**
     * So much arrives in a second and no more.
     *
     * @param bytesPerSecond of each connection, each way
     */
    record Slow(int bytesPerSecond) implements LinkFault {
        public Slow {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("at least one byte a second, not " + bytesPerSecond);
            }
        }
    }
}
