package dev.roundtrip.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.arc.InactiveBeanException;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class StartFailureFilterTest {
    private static final String STARTER = "io.quarkus.runtime.Application";

    @Test
    void aDatabaseThatCannotBeReachedIsOneSentence() {
        var record = record(STARTER, new IllegalStateException(new SQLException("Connection refused.\nmore")));
        assertTrue(new StartFailureFilter().isLoggable(record));
        assertNull(record.getThrown());
        assertTrue(record.getMessage().startsWith("This service did not start: Connection refused. Its database"));
    }

    @Test
    void aDatabaseThatNobodyNamesIsOneSentence() {
        var record = record(
                STARTER, new IllegalStateException(new InactiveBeanException("Bean is not active: a pool.\nmore")));
        assertTrue(new StartFailureFilter().isLoggable(record));
        assertNull(record.getThrown());
        assertTrue(
                record.getMessage().startsWith("This service did not start: A database is not named. Its database is"),
                record.getMessage());
    }

    @Test
    void aSettingThatMakesNoSenseIsOneSentence() {
        var record = record(
                STARTER,
                new IllegalStateException(
                        assertThrows(InvalidSettings.class, () -> InvalidSettings.unlessBetween("a.b", 1, 9, 10))));
        assertTrue(new StartFailureFilter().isLoggable(record));
        assertNull(record.getThrown());
        assertEquals("This service did not start: a.b must be between 1 and 9, not 10.", record.getMessage());
    }

    @Test
    void anythingElseKeepsItsStackTrace() {
        var bug = new IllegalStateException("a bug");
        var record = record(STARTER, bug);
        assertTrue(new StartFailureFilter().isLoggable(record));
        assertSame(bug, record.getThrown());
        assertEquals("Failed to start application", record.getMessage());
    }

    @Test
    void otherLoggersAreLeftAlone() {
        var failure = new SQLException("a statement");
        var record = record("dev.roundtrip", failure);
        assertTrue(new StartFailureFilter().isLoggable(record));
        assertSame(failure, record.getThrown());
    }

    private static LogRecord record(String logger, Throwable thrown) {
        var record = new LogRecord(Level.SEVERE, "Failed to start application");
        record.setLoggerName(logger);
        record.setThrown(thrown);
        return record;
    }
}
