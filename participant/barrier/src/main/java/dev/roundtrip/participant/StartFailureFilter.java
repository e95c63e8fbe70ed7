package dev.roundtrip.participant;

import io.quarkus.logging.LoggingFilter;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.SQLException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/** Says in one sentence why a service did not start when the reason lies outside of it; a stack trace says it worse. */
@LoggingFilter(name = "start-failure")
public final class StartFailureFilter implements Filter {
    private static final String STARTER = "io.quarkus.runtime.Application";

    @Override
    public boolean isLoggable(LogRecord record) {
        if (STARTER.equals(record.getLoggerName())) {
            Stream.iterate(record.getThrown(), cause -> cause != null, Throwable::getCause)
                    .filter(cause -> cause instanceof SQLException || cause instanceof ConfigurationException)
                    .findFirst()
                    .ifPresent(cause -> say(record, cause));
        }
        return true;
    }

    private static void say(LogRecord record, Throwable cause) {
        record.setThrown(null);
        record.setParameters(null);
        record.setMessage("This service did not start: "
                + cause.getMessage().lines().findFirst().orElse("") + " "
                + "Its database is named by QUARKUS_DATASOURCE_REACTIVE_URL, QUARKUS_DATASOURCE_JDBC_URL,"
                + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD.");
    }
}
