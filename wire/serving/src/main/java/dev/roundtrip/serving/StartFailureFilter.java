package dev.roundtrip.serving;

import io.quarkus.arc.InactiveBeanException;
import io.quarkus.logging.LoggingFilter;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/** Says in one sentence what to set when a start fails for a reason outside of the code; a stack trace says it worse. */
@LoggingFilter(name = "start-failure")
public final class StartFailureFilter implements Filter {
    private static final String STARTER = "io.quarkus.runtime.Application";
    private static final int MAX_DEPTH = 32;

    @Override
    public boolean isLoggable(LogRecord record) {
        if (STARTER.equals(record.getLoggerName())) {
            Stream.iterate(record.getThrown(), cause -> cause != null, Throwable::getCause)
                    .limit(MAX_DEPTH)
                    .flatMap(cause -> sentence(cause).stream())
                    .findFirst()
                    .ifPresent(sentence -> {
                        record.setThrown(null);
                        record.setParameters(null);
                        record.setMessage("This service did not start: " + sentence);
                    });
        }
        return true;
    }

    private static Optional<String> sentence(Throwable cause) {
        var said = Optional.ofNullable(cause.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("");
        return switch (cause) {
            case InvalidSettings invalid -> Optional.of(said);
            case ConfigValidationException invalid ->
                Optional.of(
                        invalid.getProblemCount() == 0
                                ? said
                                : invalid.getProblem(0).getMessage());
            // What Quarkus says of a database whose URL nobody has set, over several lines.
            case InactiveBeanException unnamed -> Optional.of("A database is not named. " + whereTheDatabaseIsNamed());
            // Of JDBC, which only migrations go by.
            case SQLException away ->
                Optional.of(said + " " + whereTheDatabaseIsNamed()
                        + " Its tables are migrated by QUARKUS_DATASOURCE_JDBC_URL where that is set.");
            case ConfigurationException incomplete -> Optional.of(said + " " + whereTheDatabaseIsNamed());
            default -> Optional.empty();
        };
    }

    private static String whereTheDatabaseIsNamed() {
        return "Its database is named by QUARKUS_DATASOURCE_REACTIVE_URL, QUARKUS_DATASOURCE_USERNAME and"
                + " QUARKUS_DATASOURCE_PASSWORD.";
    }
}
