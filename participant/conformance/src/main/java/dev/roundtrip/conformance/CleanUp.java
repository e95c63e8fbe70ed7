package dev.roundtrip.conformance;

import dev.roundtrip.conformance.trade.Trade;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Leaves nothing reserved: cancels what a rule has used, some at a time. */
record CleanUp(Trade trade, Line line, Duration limit) {
    private static final int AT_ONCE = 16;
    private static final Duration PAUSE = Duration.ofMillis(300);

    /** Cancels the keys; says which could not be. */
    List<String> cancel(List<StepKey> keys) {
        var left = new ArrayList<String>();
        for (var from = 0; from < keys.size(); from += AT_ONCE) {
            var batch = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            var failed = cancelled(batch);
            failed.forEach((key, why) -> left.add(Scene.brief(key) + " could not be cancelled: " + why.brief()));
            if (failed.size() == batch.size() && failed.values().stream().allMatch(CleanUp::isSilence)) {
                left.add("as nothing was answered, keys made later were not tried");
                break;
            }
        }
        return left;
    }

    private static boolean isSilence(Reply.Refused refused) {
        return refused.status().getCode() == Status.Code.DEADLINE_EXCEEDED;
    }

    /** Those that could not be cancelled, not by a second try either when the first was answered busy or unavailable. */
    private Map<StepKey, Reply.Refused> cancelled(List<StepKey> batch) {
        var failed = cancelledOnce(batch);
        var again = failed.keySet().stream()
                .filter(key -> failed.get(key).isPassing())
                .toList();
        if (!again.isEmpty()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            again.forEach(failed::remove);
            failed.putAll(cancelledOnce(again));
        }
        return failed;
    }

    private Map<StepKey, Reply.Refused> cancelledOnce(Collection<StepKey> batch) {
        var calls = new LinkedHashMap<StepKey, Call>();
        batch.forEach(key ->
                calls.put(key, line.start(trade.cancel(), trade.cancel().of(key).toByteString(), limit)));
        var failed = new LinkedHashMap<StepKey, Reply.Refused>();
        calls.forEach((key, call) -> {
            if (call.await() instanceof Reply.Refused refused) {
                failed.put(key, refused);
            }
        });
        return failed;
    }
}
