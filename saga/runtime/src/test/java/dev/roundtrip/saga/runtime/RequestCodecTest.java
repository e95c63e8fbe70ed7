package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RequestCodecTest {
    private record Order(String number) {}

    @Test
    void aRequestOfAnotherTypeIsKeptAsWhatItIsWrittenAs() {
        var codec = RequestCodec.TEXT.as(Order::new, Order::number);
        var order = new Order("número 7");
        assertEquals(RequestCodec.TEXT.encode("número 7"), codec.encode(order));
        assertEquals(order, codec.decode(codec.encode(order)));
    }
}
