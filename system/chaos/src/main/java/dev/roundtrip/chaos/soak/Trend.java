package dev.roundtrip.chaos.soak;

import java.util.OptionalDouble;

/**
 * What became of one thing.
 *
 * @param limit what is asked of it
 * @param early its median in the second quarter; empty when it was not sampled then
 * @param late the same in the last
 */
record Trend(Column column, Limit limit, OptionalDouble early, OptionalDouble late) {

    private boolean isKnown() {
        return early.isPresent() && late.isPresent();
    }

    /** As a share of what there was; empty when that is not known, or was nothing. */
    OptionalDouble growth() {
        return isKnown() && early.getAsDouble() > 0
                ? OptionalDouble.of(late.getAsDouble() / early.getAsDouble() - 1)
                : OptionalDouble.empty();
    }

    /** What was not sampled has not kept to anything. */
    boolean held() {
        return isKnown() && limit.allows(early.getAsDouble(), late.getAsDouble());
    }

    /** A row of a table. */
    String row() {
        return String.join(
                " | ",
                column.subject(),
                column.measure().label(),
                word(early),
                word(late),
                growth().isPresent() ? Figure.percent(growth().getAsDouble()) : "-",
                limit.inWords(),
                held() ? "held" : "**past it**");
    }

    private static String word(OptionalDouble value) {
        return value.isPresent() ? Figure.readable(value.getAsDouble()) : "not sampled";
    }
}
