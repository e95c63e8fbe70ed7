package dev.roundtrip.examples.orders;

import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.StepKey;

/** The steps that orders are made of: what the journal and the participants know them by, and what they answer. */
public final class Steps {
    /** What proves that an order is paid for. */
    public record Receipt(String number) {}

    /** The number of an order's invoice. */
    public record InvoiceNumber(String number) {}

    /** What the customer can follow a parcel by. */
    public record Tracking(String code) {}

    /** The order is in the books. Answers with its id. */
    public static final StepKey<String> ORDER = new StepKey<>("order", AnswerCodec.TEXT);

    /** The customer has paid. */
    public static final StepKey<Receipt> PAYMENT =
            new StepKey<>("payment", AnswerCodec.TEXT.as(Receipt::new, Receipt::number));

    /** The goods are taken from the shelf. Answers with what was taken. */
    public static final StepKey<String> STOCK = new StepKey<>("stock", AnswerCodec.TEXT);

    /** The invoice is written. */
    public static final StepKey<InvoiceNumber> INVOICE =
            new StepKey<>("invoice", AnswerCodec.TEXT.as(InvoiceNumber::new, InvoiceNumber::number));

    /** The parcel is under way. */
    public static final StepKey<Tracking> DELIVERY =
            new StepKey<>("delivery", AnswerCodec.TEXT.as(Tracking::new, Tracking::code));

    /** The customer knows. Answers with what the customer was told. */
    public static final StepKey<String> NOTICE = new StepKey<>("notice", AnswerCodec.TEXT);

    private Steps() {}
}
