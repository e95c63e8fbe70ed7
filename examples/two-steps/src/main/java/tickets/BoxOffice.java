package tickets;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps seats for people. */
final class BoxOffice {
    private final Ledger ledger;

    BoxOffice(Ledger ledger) {
        this.ledger = ledger;
    }

    Uni<Outcome> keep(StepCall<Booking> call) {
        return Uni.createFrom()
                .deferred(() -> ledger.confirm(
                        call, new Seat("A" + ThreadLocalRandom.current().nextInt(1, 100), 45).text()));
    }

    Uni<Outcome> free(StepCall<Booking> call) {
        return ledger.undo(call);
    }
}
