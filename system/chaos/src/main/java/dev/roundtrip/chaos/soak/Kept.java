package dev.roundtrip.chaos.soak;

import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.Wiring;
import java.time.Duration;
import java.util.Map;

/**
 * For how short a time the system is told to keep things, so that all that it deletes in months is deleted many times in a run.
 *
 * @param sagas after they ended
 * @param requestIds after their sagas ended
 * @param tombstones in which participants are sure to remember a cancel
 * @param margin how much longer they keep it
 * @param interval between two looks for what may go
 */
record Kept(Duration sagas, Duration requestIds, Duration tombstones, Duration margin, Duration interval) {
    /** Longer than any client of the traffic goes on repeating a request, and longer than a redelivery at the end takes. */
    private static final Duration CLIENTS_ARE_DONE = Duration.ofMinutes(4);

    static Kept shortly() {
        return new Kept(
                Duration.ofMinutes(1),
                CLIENTS_ARE_DONE,
                CLIENTS_ARE_DONE.dividedBy(2),
                CLIENTS_ARE_DONE.dividedBy(2),
                Duration.ofSeconds(5));
    }

    /** After this, as much of everything is deleted as comes. */
    Duration longest() {
        var ledger = tombstones.plus(margin);
        return ledger.compareTo(requestIds) > 0 ? ledger : requestIds;
    }

    /** Tells every process of a system. */
    Wiring wiring() {
        var orchestrator = Map.of(
                "roundtrip.retention.sagas", iso(sagas),
                "roundtrip.retention.request-ids", iso(requestIds),
                "roundtrip.retention.interval", iso(interval));
        var participant = Map.of(
                "roundtrip.participant.tombstone-retention", iso(tombstones),
                "roundtrip.participant.expiry-margin", iso(margin),
                "roundtrip.participant.expiry-interval", iso(interval));
        return new Wiring() {
            @Override
            public int port(String from, String to, int port) {
                return port;
            }

            @Override
            public Map<String, String> settings(String label) {
                return label.startsWith(ServiceName.ORCHESTRATOR.module()) ? orchestrator : participant;
            }
        };
    }

    private static String iso(Duration time) {
        return time.toSeconds() + "s";
    }

    /** In words. */
    String inWords() {
        return "sagas %d s after their end, request ids %d s, keys that came to nothing %d s after they were made; every %d s is looked for them"
                .formatted(
                        sagas.toSeconds(),
                        requestIds.toSeconds(),
                        tombstones.plus(margin).toSeconds(),
                        interval.toSeconds());
    }
}
