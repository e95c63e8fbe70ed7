package dev.roundtrip.conformance;

import dev.roundtrip.participant.v1.StepKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes keys that nobody has used, also not a run from the same seed, and remembers them to be cancelled. */
final class Keys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String STEP = "conformance";
    private static final long VERSION_7 = 0x7000L;
    private static final long VERSION_MASK = 0xFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int TIME_SHIFT = 16;

    private final Queue<StepKey> made = new ConcurrentLinkedQueue<>();

    StepKey next() {
        return remember(StepKey.newBuilder()
                .setSagaId(sagaId().toString())
                .setStep(STEP)
                .build());
    }

    StepKey remember(StepKey key) {
        made.add(key);
        return key;
    }

    List<StepKey> made() {
        return List.copyOf(made);
    }

    private static UUID sagaId() {
        return new UUID(
                System.currentTimeMillis() << TIME_SHIFT | VERSION_7 | RANDOM.nextLong() & VERSION_MASK,
                VARIANT | RANDOM.nextLong() & VARIANT_MASK);
    }
}
