package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.RequestCodec;
import java.nio.charset.StandardCharsets;

/**
 * What a simulated saga is started with.
 *
 * @param number tells one from another
 * @param without the steps that it has no need of, each with a blank after it
 */
record Order(int number, String without) {
    static final RequestCodec<Order> CODEC = new RequestCodec<>() {
        @Override
        public Payload encode(Order order) {
            return Payload.of((order.number() + ";" + order.without()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Order decode(Payload payload) {
            var parts = new String(payload.bytes(), StandardCharsets.UTF_8).split(";", 2);
            return new Order(Integer.parseInt(parts[0]), parts[1]);
        }
    };

    boolean wants(String step) {
        return !without.contains(step + " ");
    }

    Payload fingerprint() {
        return CODEC.encode(this);
    }
}
