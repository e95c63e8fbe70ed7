package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.participant.v1.StepKey;
import java.util.List;

/** What can be wrong with an order whatever it is for. */
final class WrongFields {
    private static final String KEY = "key";
    private static final int TOO_LONG = 121;

    private WrongFields() {}

    static List<WrongOrder> common(Message order) {
        var key = (StepKey) order.getField(order.getDescriptorForType().findFieldByName(KEY));
        return List.of(
                wrongKey(order, "a saga id that is no UUID", key.toBuilder().setSagaId("42"), "key.saga_id"),
                wrongKey(
                        order,
                        "a saga id that is a UUID of version 4",
                        key.toBuilder().setSagaId("01977f2c-6b1e-4c3d-8a4f-0123456789ab"),
                        "key.saga_id"),
                wrongKey(order, "a step in capitals", key.toBuilder().setStep("Flight"), "key.step"),
                wrongKey(order, "a step of 65 characters", key.toBuilder().setStep("a".repeat(65)), "key.step"),
                with(order, "no currency", "currency_code", ""),
                with(order, "a currency that is none", "currency_code", "euro"),
                with(order, "no name", "traveller_name", ""),
                with(order, "a name of 121 characters", "traveller_name", "x".repeat(TOO_LONG)));
    }

    private static WrongOrder wrongKey(Message order, String what, StepKey.Builder key, String field) {
        return new WrongOrder(what, with(order, KEY, key.build()), field);
    }

    private static WrongOrder with(Message order, String what, String field, Object value) {
        return new WrongOrder(what, with(order, field, value), field);
    }

    private static Message with(Message order, String field, Object value) {
        return order.toBuilder()
                .setField(order.getDescriptorForType().findFieldByName(field), value)
                .build();
    }

    static Date noSuchDay() {
        return Date.newBuilder().setYear(2035).setMonth(2).setDay(30).build();
    }
}
