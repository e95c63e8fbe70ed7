package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockChangesTest {
    @Test
    void areRunInTheOrderOfTheirPlacesAndNeighboursOfOneStatementTogether() {
        var runs = StockChanges.runs(
                List.of(change("c", "take"), change("a", "take"), change("b", "give"), change("d", "take")));
        assertEquals(
                List.of(List.of("a"), List.of("b"), List.of("c", "d")),
                runs.stream()
                        .map(run -> run.stream().map(StockChange::place).toList())
                        .toList());
    }

    @Test
    void noneIsNoStatement() {
        assertEquals(List.of(), StockChanges.runs(List.of()));
    }

    private static StockChange change(String place, String sql) {
        return new StockChange(place, sql, Tuple.tuple(), 1);
    }
}
