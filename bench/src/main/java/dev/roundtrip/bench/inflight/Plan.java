package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How many sagas wait, and for how long is waited for them.
 *
 * @param sagas that are in flight together
 * @param refusal the gRPC status that they are refused with who want to give something back
 * @param callers who book them
 * @param booking how long that may take
 * @param rest how long they are left alone at the most, until each shows as stuck
 * @param window for how long is looked at what waiting costs
 * @param adopting how long the second replica may take to carry all of them on
 * @param ending how long they may take to end when they can
 * @param betweenLooks at the journal
 */
record Plan(
        int sagas,
        String refusal,
        int callers,
        Duration booking,
        Duration rest,
        Duration window,
        Duration adopting,
        Duration ending,
        Duration betweenLooks) {
    /** The environment variable that names another refusal. */
    static final String REFUSAL_SETTING = "REFUSAL";

    private static final String AWAY = "UNAVAILABLE";
    /** An orchestrator whose credential isn't accepted waits from the first time on for as long as it ever does. */
    private static final List<String> REFUSALS = List.of(AWAY, "PERMISSION_DENIED");

    private static final int SAGAS = 100_000;
    private static final int SAGAS_QUICK = 10_000;
    private static final int CALLERS = 64;

    /** The one whose figures are kept. */
    static Plan full() {
        return new Plan(
                SAGAS,
                AWAY,
                CALLERS,
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                Duration.ofMinutes(20),
                Duration.ofMinutes(10),
                Duration.ofMillis(500));
    }

    /** With fewer. */
    static Plan quick() {
        return new Plan(
                SAGAS_QUICK,
                AWAY,
                CALLERS,
                Duration.ofMinutes(3),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10),
                Duration.ofMinutes(3),
                Duration.ofMinutes(2),
                Duration.ofMillis(250));
    }

    /** To see that it works. */
    static Plan smoke() {
        return new Plan(
                300,
                AWAY,
                8,
                Duration.ofMinutes(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(100));
    }

    /** The same with as many sagas, refused as the environment asks for. */
    Plan of(int number, Map<String, String> settings) {
        var other = settings.getOrDefault(REFUSAL_SETTING, "").strip();
        if (!other.isEmpty() && !REFUSALS.contains(other)) {
            throw new BenchFailure(REFUSAL_SETTING + " is one of " + String.join(", ", REFUSALS) + ".");
        }
        return new Plan(
                number,
                other.isEmpty() ? refusal : other,
                callers,
                booking,
                rest,
                window,
                adopting,
                ending,
                betweenLooks);
    }
}
