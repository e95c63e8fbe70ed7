package dev.roundtrip.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.type.Money;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "129.90, 129, 900000000, 129.9",
        "-129.90, -129, -900000000, -129.9",
        "100, 100, 0, 100",
        "0.000000001, 0, 1, 0.000000001",
        "0, 0, 0, 0",
        "9223372036854775807.5, 9223372036854775807, 500000000, 9223372036854775807.5"
    })
    void anAmountTravelsWithoutRounding(BigDecimal amount, long units, int nanos, BigDecimal back) {
        var money = Money.newBuilder()
                .setCurrencyCode("EUR")
                .setUnits(units)
                .setNanos(nanos)
                .build();
        assertEquals(money, Amounts.toMoney(amount, "EUR"));
        assertEquals(back, Amounts.toDecimal(money));
    }

    @Test
    void anAmountThatCannotTravelWholeIsRefused() {
        assertThrows(ArithmeticException.class, () -> Amounts.toMoney(new BigDecimal("0.0000000001"), "EUR"));
        assertThrows(ArithmeticException.class, () -> Amounts.toMoney(new BigDecimal("9223372036854775808"), "EUR"));
    }
}
