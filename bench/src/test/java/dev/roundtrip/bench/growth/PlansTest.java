package dev.roundtrip.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlansTest {
    private static final String LOG = """
            2026-11-21 10:00:00 UTC [1] LOG:  duration: 0.250 ms  plan:
            \tQuery Text: SELECT s.saga_id
            \t            FROM saga s
            \tLimit  (cost=0.14..8.16 rows=1 width=16) (actual time=0.1..0.1 rows=0 loops=1)
            \t  ->  Index Scan using saga_unfinished on saga s  (cost=0.14..8.16 rows=1 width=16)
            2026-11-21 10:00:01 UTC [1] LOG:  something else
            2026-11-21 10:00:02 UTC [1] LOG:  duration: 1.500 ms  plan:
            \tQuery Text: SELECT s.saga_id
            \t            FROM saga s
            \tSeq Scan on saga s  (cost=0.00..8.16 rows=1 width=16)
            2026-11-21 10:00:03 UTC [1] LOG:  duration: 9.000 ms  plan:
            \tQuery Text: SELECT 1
            \tResult  (cost=0.00..0.01 rows=1 width=4)
            """;

    @Test
    void ofEachStatementTheSlowestIsKept() {
        var plans = Plans.in(LOG);
        assertEquals(1, plans.slowest().size());
        assertEquals(1.5, plans.mostMillis());
        assertEquals("SELECT s.saga_id FROM saga s", plans.slowest().getFirst().name());
        assertTrue(plans.text().contains("Seq Scan on saga s"), plans.text());
        assertFalse(plans.text().contains("saga_unfinished"), plans.text());
    }

    @Test
    void nothingWrittenIsNothingFound() {
        assertEquals(0, Plans.in("").mostMillis());
    }

    @Test
    void whatIsReadIsKnownByWhereItIsReadAndNotByItsColumns() {
        var columns = "s.saga_id, ".repeat(12) + "now() AS alive";
        assertEquals(
                "SELECT ... FROM saga s", new Plans.Plan(1, "SELECT " + columns + " FROM saga s", "Index Scan").name());
        var few = "SELECT (SELECT extract(epoch FROM now()) FROM saga_node n) AS lag FROM saga";
        assertEquals(few, new Plans.Plan(1, few, "Index Scan").name());
    }
}
