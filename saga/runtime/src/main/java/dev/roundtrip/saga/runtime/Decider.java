package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Decision;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.Signal;
import java.time.Instant;

/** Who is asked what follows from a signal: the machine, or in a test of the tests one that is broken on purpose. */
@FunctionalInterface
interface Decider {
    Decision decide(Saga saga, Signal signal, Instant now);
}
