package dev.roundtrip.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.conformance.rules.Rule;
import dev.roundtrip.conformance.trade.Trade;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite passes who is right and catches who is wrong, by the rule that is broken. */
class RulesTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    static Stream<Trade> trades() {
        return Trades.ALL.stream();
    }

    /** Every fault, at every kind of participant. */
    static Stream<Arguments> faults() {
        return Arrays.stream(Fault.values()).flatMap(fault -> trades().map(trade -> Arguments.of(fault, trade)));
    }

    @ParameterizedTest
    @MethodSource("trades")
    void aRightParticipantKeepsEveryRule(Trade trade) {
        try (var participant = MemoryParticipant.right(trade, Trades.UNITS)) {
            var summary = Trades.suite(trade, participant).run(out());
            var rules = Rule.all().size();
            assertEquals(
                    "conformance: service=" + trade.name() + " rules=" + rules + " passed=" + rules
                            + " failed=0 skipped=0",
                    summary.toString(),
                    this::said);
            assertEquals(Collections.nCopies(trade.days(), Trades.UNITS), participant.left());
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrongParticipantIsCaughtByTheRuleThatItBreaks(Fault fault, Trade trade) {
        try (var participant = MemoryParticipant.wrong(trade, Trades.UNITS, fault)) {
            var summary = Trades.suite(trade, participant).run(List.of(fault.rule()), out());
            assertEquals(1, summary.failed(), this::said);
            var failed =
                    assertInstanceOf(Outcome.Failed.class, summary.outcomes().getFirst());
            assertTrue(said().contains(fault.rule().sentence()), this::said);
            assertTrue(said().contains(failed.expected().lines().findFirst().orElseThrow()), this::said);
        }
    }

    @Test
    void thereIsAWrongParticipantForEveryRule() {
        var caught = Arrays.stream(Fault.values())
                .map(Fault::rule)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
        assertEquals(EnumSet.allOf(Rule.class), caught);
    }

    private PrintStream out() {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
