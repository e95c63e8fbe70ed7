package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnswerCodecTest {
    private record Receipt(String number) {}

    @Test
    void anAnswerOfAnotherTypeIsKeptAsWhatItIsWrittenAs() {
        var codec = AnswerCodec.TEXT.as(Receipt::new, Receipt::number);
        var receipt = new Receipt("número 7");
        assertEquals(AnswerCodec.TEXT.encode("número 7"), codec.encode(receipt));
        assertEquals(receipt, codec.decode(codec.encode(receipt)));
    }
}
