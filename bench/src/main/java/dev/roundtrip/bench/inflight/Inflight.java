package dev.roundtrip.bench.inflight;

import java.util.Locale;

/**
 * What was found.
 *
 * @param started by the first replica, from the first call
 * @param waiting what it cost that they waited
 * @param first what the one needed that held them
 * @param adopted by the second replica, from the kill
 * @param second what that one needed when it had them
 * @param ended from when the participants took back
 * @param tally of the journal
 */
record Inflight(Curve started, Waiting waiting, Held first, Curve adopted, Held second, Curve ended, Tally tally) {
    /** The run in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "inflight: sagas=%d starts_per_s=%.0f heap_mb=%.0f rss_mb=%.0f adopted_per_s=%.0f ended_per_s=%.0f lost=%d",
                tally.accepted(),
                started.perSecond(),
                first.heapMebibytes(),
                first.residentMebibytes(),
                adopted.perSecond(),
                ended.perSecond(),
                tally.lost());
    }
}
