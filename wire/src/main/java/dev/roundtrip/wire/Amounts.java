package dev.roundtrip.wire;

import com.google.type.Money;
import java.math.BigDecimal;

/** Amounts of money, to and from what travels, without rounding. */
public final class Amounts {
    private static final int NANO_DIGITS = 9;

    private Amounts() {}

    /**
     * The same amount, to be sent.
     *
     * @param amount may be negative
     * @param currencyCode ISO 4217
     * @throws ArithmeticException when the amount has more than 9 decimal places, or its units don't fit 64 bits
     */
    public static Money toMoney(BigDecimal amount, String currencyCode) {
        var units = amount.toBigInteger();
        var nanos = amount.subtract(new BigDecimal(units)).movePointRight(NANO_DIGITS);
        return Money.newBuilder()
                .setCurrencyCode(currencyCode)
                .setUnits(units.longValueExact())
                .setNanos(nanos.intValueExact())
                .build();
    }

    /** The same amount, in units of its currency, with no more decimal places than it needs. */
    public static BigDecimal toDecimal(Money money) {
        var exact = BigDecimal.valueOf(money.getUnits())
                .add(BigDecimal.valueOf(money.getNanos(), NANO_DIGITS))
                .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
