package tickets;

import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepKey;
import java.time.Duration;

/**
 * How a ticket is sold: the box office keeps a seat, then the bank charges what that seat costs. If the bank says no, the
 * seat is free again.
 */
final class TicketSaga {
    static final StepKey<Seat> SEAT = new StepKey<>("seat", AnswerCodec.TEXT.as(Seat::parse, Seat::text));
    static final StepKey<String> PAYMENT = new StepKey<>("payment", AnswerCodec.TEXT);

    private TicketSaga() {}

    static SagaBlueprint<Booking> blueprint(BoxOffice boxOffice, Bank bank) {
        return SagaBlueprint.named("ticket", 1, Booking.CODEC)
                .step(SEAT.name(), boxOffice::keep)
                .undoneBy(boxOffice::free)
                .step(PAYMENT.name(), bank::charge)
                .undoneBy(bank::refund)
                .after(SEAT)
                .answeringWithin(Duration.ofSeconds(20))
                .build();
    }
}
