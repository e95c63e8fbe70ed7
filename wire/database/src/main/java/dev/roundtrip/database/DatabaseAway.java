package dev.roundtrip.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a database that can't be reached, or can't take this call just now, from a call that is wrong. */
public final class DatabaseAway {
    /**
     * SQLSTATE: connection exceptions, transactions rolled back to let others go on, out of resources, canceled or
     * shutting down; time limits on locks and on transactions that stand idle; a standby, which only reads, and which one
     * reaches for a while when another takes the database's place.
     */
    private static final Pattern PASSING = Pattern.compile("08...|25006|25P0[34]|40...|53...|55P03|57...");

    /**
     * The client's own signs for "no connection became free in time" and for a statement that comes after the connection's
     * end are known by nothing but their texts.
     */
    private static final Pattern CONNECTION =
            Pattern.compile("Timeout( waiting for connection)?$|Connection is not active now|Pending requests failed");

    private static final Pattern CONFLICT = Pattern.compile("40...|55P03");

    private static final int CAUSES = 20;

    private DatabaseAway() {}

    /** Whether this, or what caused it, says so. */
    public static boolean isBehind(Throwable failure) {
        return causes(failure).anyMatch(DatabaseAway::says);
    }

    /** Whether the transaction failed because of others that were under way: deadlocks, and locks that were not to be had. */
    public static boolean isConflict(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof PgException answer
                        && answer.getSqlState() != null
                        && CONFLICT.matcher(answer.getSqlState()).matches());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES);
    }

    /** Whether this says so by itself, whatever caused it. */
    public static boolean says(Throwable cause) {
        return switch (cause) {
            case PgException answer -> isPassing(answer.getSqlState());
            // What JDBC makes of it, which migrations go by.
            case SQLException answer -> isPassing(answer.getSQLState());
            case ClosedConnectionException closed -> true;
            case IOException unreachable -> true;
            case TimeoutException noConnectionFree -> true;
            case VertxException told -> isOfTheConnection(told.getMessage());
            case NoStackTraceThrowable told -> isOfTheConnection(told.getMessage());
            default -> false;
        };
    }

    private static boolean isPassing(String sqlState) {
        return sqlState != null && PASSING.matcher(sqlState).matches();
    }

    private static boolean isOfTheConnection(String message) {
        return message != null && CONNECTION.matcher(message).lookingAt();
    }
}
