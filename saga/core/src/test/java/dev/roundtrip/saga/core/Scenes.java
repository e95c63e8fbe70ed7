package dev.roundtrip.saga.core;

import static dev.roundtrip.saga.core.SagaEvent.Kind.CANCEL_REQUESTED;
import static dev.roundtrip.saga.core.SagaEvent.Kind.PIVOT_CLOSING;
import static dev.roundtrip.saga.core.SagaEvent.Kind.STEP_CLOSE_STARTED;
import static dev.roundtrip.saga.core.Sagas.SALE;
import static dev.roundtrip.saga.core.Sagas.TRIP;
import static dev.roundtrip.saga.core.Told.confirmed;

/** Where many stories begin. */
final class Scenes {
    private Scenes() {}

    static Story bookedUpToTheFlight() {
        return Story.of(TRIP).starts().hears(confirmed("flight")).calls("hotel", "car");
    }

    static Story cancelledWithAllThreeToUndo() {
        return bookedUpToTheFlight()
                .hears(confirmed("hotel"))
                .isCancelled()
                .covers("flight", "hotel", "car")
                .undoes("hotel", "car");
    }

    /** The pivot of a sale has been asked for. */
    static Story paymentIsOut() {
        return Story.of(SALE).starts().hears(confirmed("stock")).calls("payment");
    }

    static Story cancelledWhilePaymentIsOut() {
        return paymentIsOut()
                .isCancelled()
                .records(CANCEL_REQUESTED, PIVOT_CLOSING, STEP_CLOSE_STARTED)
                .closes("payment");
    }

    /** The sale is past its point of no return. */
    static Story paid() {
        return paymentIsOut().hears(confirmed("payment")).calls("shipping", "invoice");
    }
}
