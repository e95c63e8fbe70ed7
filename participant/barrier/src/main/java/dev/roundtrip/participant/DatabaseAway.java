package dev.roundtrip.participant;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a database that can't be reached, or can't take this call just now, from a call that is wrong. */
final class DatabaseAway {
    /**
     * SQLSTATE: connection exceptions, transactions rolled back to let others go on, out of resources, canceled or
     * shutting down; time limits on locks and on transactions that stand idle.
     */
    private static final Pattern PASSING = Pattern.compile("08...|25P0[34]|40...|53...|55P03|57...");

    private static final Pattern CONFLICT = Pattern.compile("40...|55P03");

    private static final int CAUSES = 20;

    private DatabaseAway() {}

    static boolean isBehind(Throwable failure) {
        return causes(failure).anyMatch(DatabaseAway::says);
    }

    /** Whether the transaction failed because of others that were under way: deadlocks, and locks that were not to be had. */
    static boolean isConflict(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof PgException answer
                        && answer.getSqlState() != null
                        && CONFLICT.matcher(answer.getSqlState()).matches());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES);
    }

    private static boolean says(Throwable cause) {
        return switch (cause) {
            case PgException answer -> isPassing(answer.getSqlState());
            // What Hibernate makes of it, for the states that it has exceptions of its own for.
            case SQLException answer -> isPassing(answer.getSQLState());
            case ClosedConnectionException closed -> true;
            case IOException unreachable -> true;
            case TimeoutException noConnectionFree -> true;
            default -> isPoolTimeout(cause);
        };
    }

    private static boolean isPassing(String sqlState) {
        return sqlState != null && PASSING.matcher(sqlState).matches();
    }

    /** The pool's own sign for "no connection became free in time" is known by nothing but its text. */
    private static boolean isPoolTimeout(Throwable cause) {
        return cause instanceof io.vertx.core.impl.NoStackTraceThrowable && "Timeout".equals(cause.getMessage());
    }
}
