package dev.roundtrip.bench.trips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.stage.Names;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void nothingSaidIsEverything() {
        assertEquals(Plan.full(), Plan.full().narrowedBy(Map.of()));
        assertTrue(Plan.full().isOfEveryone());
    }

    @Test
    void someMayBeLeftOut() {
        var plan = Plan.quick()
                .narrowedBy(Map.of(Plan.CONTENDERS_SETTING, "engine,dbos", Plan.CONCURRENCY_SETTING, "1, 64"));
        assertEquals(List.of(Names.ENGINE, Names.DBOS), plan.contenders());
        assertEquals(List.of(1, 64), plan.concurrencies());
        assertEquals(Plan.quick().look(), plan.look());
        assertFalse(plan.isOfEveryone());
    }

    @Test
    void thePeerMayBeTriedWithOtherNumbersOfConnections() {
        var plan = Plan.quick().narrowedBy(Map.of(Plan.CONTENDERS_SETTING, "dbos-5 dbos-40"));
        assertEquals(List.of("dbos-5", "dbos-40"), plan.contenders());
    }

    @Test
    void severalEnginesMayBeHeldAgainstOne() {
        var plan = Plan.quick().narrowedBy(Map.of(Plan.CONTENDERS_SETTING, "engine,engine-2"));
        assertEquals(List.of(Names.ENGINE, Names.TWO_ENGINES), plan.contenders());
    }

    @Test
    void aCrowdIsLookedAtWhenAllOfItIsIn() {
        var full = Plan.full();
        assertEquals(full.look(), full.lookAt(64));
        assertTrue(full.lookAt(256).runUp().compareTo(full.look().runUp()) > 0);
        assertEquals(full.look().window(), full.lookAt(256).window());
        assertEquals(Plan.quick().look(), Plan.quick().lookAt(256));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        for (var settings : List.of(
                Map.of(Plan.CONTENDERS_SETTING, "engine,nobody"),
                Map.of(Plan.CONTENDERS_SETTING, "dbos-0"),
                Map.of(Plan.CONTENDERS_SETTING, "engine-1"),
                Map.of(Plan.CONCURRENCY_SETTING, "64,many"),
                Map.of(Plan.CONCURRENCY_SETTING, "0"))) {
            assertThrows(BenchFailure.class, () -> Plan.full().narrowedBy(settings), settings.toString());
        }
    }
}
