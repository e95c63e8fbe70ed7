package dev.roundtrip.examples.orders;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.RequestCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Orders as JSON: in the journal, where they must be readable as long as it is kept, and between processes. */
public final class OrderCodec implements RequestCodec<Order> {
    @Override
    public Payload encode(Order order) {
        var json = new JsonObject()
                .put("id", order.id())
                .put("customer", order.customer())
                .put("article", order.article())
                .put("quantity", order.quantity())
                .put("cents", order.cents())
                .put("address", order.address());
        return Payload.of(json.toBuffer().getBytes());
    }

    @Override
    public Order decode(Payload payload) {
        var json = new JsonObject(Buffer.buffer(payload.bytes()));
        return new Order(
                json.getString("id"),
                json.getString("customer"),
                json.getString("article"),
                json.getInteger("quantity"),
                json.getLong("cents"),
                json.getString("address"));
    }
}
