package tickets;

import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.StepCall;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Charges people at once, and takes its time to say so. Bob has no money. */
final class Bank {
    private static final Duration SLOWNESS = Duration.ofSeconds(10);

    private final Ledger ledger;

    Bank(Ledger ledger) {
        this.ledger = ledger;
    }

    Uni<Outcome> charge(StepCall<Booking> call, Answers answers) {
        int price = answers.of(TicketSaga.SEAT).price();
        if (call.request().buyer().equals("bob")) {
            return ledger.refuse(call, "NO_MONEY");
        }
        var receipt = "receipt " + ThreadLocalRandom.current().nextInt(1000, 10_000) + " over " + price;
        return ledger.confirm(call, receipt).onItem().delayIt().by(SLOWNESS);
    }

    Uni<Outcome> refund(StepCall<Booking> call) {
        return ledger.undo(call);
    }
}
