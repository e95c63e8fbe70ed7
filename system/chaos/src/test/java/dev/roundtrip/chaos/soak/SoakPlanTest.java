package dev.roundtrip.chaos.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.LocalFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakPlanTest {
    @Test
    void unlessToldOtherwiseItIsLongEnoughToBeJudged() {
        var plan = SoakPlan.from(Map.of());
        assertEquals(Duration.ofMinutes(30), plan.length());
        assertTrue(plan.isJudged());
    }

    @Test
    void aShortOneIsNotJudged() {
        assertFalse(SoakPlan.from(Map.of("DURATION", "5m")).isJudged());
    }

    @Test
    void aLongOneKeepsAsManySamples() {
        var plan = SoakPlan.from(Map.of("DURATION", "24h", "RATE", "100", "SEED", "7"));
        assertEquals(Duration.ofMinutes(4), plan.between());
        assertEquals(Duration.ofMinutes(45), plan.betweenHeaps());
        assertEquals(100, plan.perSecond());
        assertEquals(7, plan.seed());
    }

    @ParameterizedTest
    @CsvSource({"DURATION,soon", "DURATION,0m", "RATE,0", "RATE,1001", "SEED,none"})
    void whatMakesNoSenseIsNamed(String setting, String value) {
        var refusal = assertThrows(LocalFailure.class, () -> SoakPlan.from(Map.of(setting, value)));
        assertTrue(refusal.getMessage().startsWith(setting), refusal::getMessage);
    }
}
