package dev.roundtrip.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "25P03", "40001", "40P01", "53300", "55P03", "57014", "57P01"})
    void whatPassesIsTheDatabasesTrouble(String sqlState) {
        assertTrue(DatabaseAway.isBehind(new PgException("said", "ERROR", sqlState, null)));
        assertTrue(DatabaseAway.isBehind(new RuntimeException(new SQLException("said", sqlState))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "42P01"})
    void whatIsWrongWithTheCallIsNot(String sqlState) {
        assertFalse(DatabaseAway.isBehind(new PgException("said", "ERROR", sqlState, null)));
        assertFalse(DatabaseAway.isBehind(new RuntimeException(new SQLException("said", sqlState))));
    }

    @Test
    void aDeadlockIsTheTroubleOfSeveralCalls() {
        assertTrue(DatabaseAway.isConflict(new PgException("said", "ERROR", "40P01", null)));
        assertFalse(DatabaseAway.isConflict(new PgException("said", "ERROR", "57P01", null)));
        assertFalse(DatabaseAway.isConflict(new IllegalStateException("oops")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timeout",
                "Timeout waiting for connection",
                "Connection is not active now, current status: CLOSED",
                "Pending requests failed to be sent due to connection has been closed."
            })
    void aConnectionThatIsGoneOrNotToBeHadIsTheDatabasesTrouble(String said) {
        assertTrue(DatabaseAway.isBehind(new VertxException(said)));
        assertTrue(DatabaseAway.isBehind(new NoStackTraceThrowable(said)));
        assertFalse(DatabaseAway.isBehind(new IllegalStateException(said)));
    }

    @Test
    void whatElseTheClientSaysIsNot() {
        assertFalse(DatabaseAway.isBehind(new VertxException("Timeout of something else")));
        assertFalse(DatabaseAway.isBehind(new NoStackTraceThrowable("Parameter count mismatch")));
    }

    @Test
    void aBugIsNot() {
        assertFalse(DatabaseAway.isBehind(new IllegalStateException("oops")));
    }
}
