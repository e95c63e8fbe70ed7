package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.StepKind;
import java.time.Duration;
import java.util.List;

/** A definition with a point of no return: what is paid is delivered, and then the customer is thanked. */
public final class Orders {
    /** What the sagas with a pivot are runs of. */
    public static final Definition ORDER = new Definition(
            "order",
            1,
            Duration.ofMinutes(5),
            List.of(
                    Trips.step("payment", StepKind.COMPENSATABLE),
                    Trips.step("delivery", StepKind.PIVOT, "payment"),
                    Trips.step("thanks", StepKind.RETRIABLE, "delivery")));

    private Orders() {}
}
