package dev.roundtrip.saga.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Direction;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That a cell can fail: faults that are planted are found. */
class MatrixFindsFaultsTest {
    private static final Journey CAR_IS_SOLD_OUT =
            new Journey(Journey.Shape.TRIP, Direction.FORWARD, "car", Journey.Answer.REJECTED, Journey.Turn.NOTHING);
    private static final Moment HOTEL_UNDER_WAY =
            new Moment(Moment.Kind.CALL_UNDER_WAY, 2, Direction.FORWARD + " hotel");

    private static MatrixDatabase database;

    @BeforeAll
    static void start() {
        database = MatrixDatabase.start(2);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aParticipantWithoutABarrierIsFoundByARequestThatArrivesAfterItsCancel() {
        new Run(database, CAR_IS_SOLD_OUT, List.of(HOTEL_UNDER_WAY)).play();
        var run = new Run(database, CAR_IS_SOLD_OUT, List.of(HOTEL_UNDER_WAY), false);
        var found = assertThrows(AssertionError.class, run::play).getMessage();
        assertTrue(found.endsWith("it is COMPENSATED, but active are [hotel]"), found);
    }

    @Test
    void aMomentThatNeverComesIsFound() {
        var never = new Moment(Moment.Kind.CALL_UNSENT, 1, Direction.COMPENSATION + " train");
        var run = new Run(database, CAR_IS_SOLD_OUT, List.of(never));
        var found = assertThrows(AssertionError.class, run::play).getMessage();
        assertTrue(found.endsWith("orchestrator 1 never came to its moment"), found);
    }

    @Test
    void aHistoryWithAGapIsFound() {
        assertEquals(List.of(), database.contradictions());
        new Run(database, CAR_IS_SOLD_OUT, List.of()).play();
        database.meddle("CREATE TABLE kept AS SELECT * FROM saga_event WHERE sequence = 3");
        database.meddle("DELETE FROM saga_event WHERE sequence = 3");
        assertTrue(!database.contradictions().isEmpty(), "nothing was found");
        database.meddle("INSERT INTO saga_event SELECT * FROM kept");
        database.meddle("DROP TABLE kept");
    }
}
