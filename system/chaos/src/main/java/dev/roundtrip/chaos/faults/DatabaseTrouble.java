package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What can be done to a service's database by somebody who is connected to it, as its own role. */
final class DatabaseTrouble {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final String OTHERS =
            " FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()";
    private static final String TERMINATE = "SELECT pg_terminate_backend(pid)" + OTHERS;
    private static final String CANCEL = "SELECT pg_cancel_backend(pid)" + OTHERS + " AND state = 'active'";

    private final LocalSystem system;

    DatabaseTrouble(LocalSystem system) {
        this.system = system;
    }

    /** Ends the service's connections until it is told to stop. */
    Broken terminating(ServiceName service) {
        return againAndAgain(service, TERMINATE);
    }

    /** Cancels the service's statements until it is told to stop. */
    Broken cancelling(ServiceName service) {
        return againAndAgain(service, CANCEL);
    }

    private Broken againAndAgain(ServiceName service, String sql) {
        var connection = connect(service);
        var thread = Executors.newSingleThreadScheduledExecutor();
        var doing = thread.scheduleWithFixedDelay(
                () -> execute(connection, sql), 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            stop(thread);
            close(connection);
            if (doing.state() == Future.State.FAILED) {
                throw new LocalFailure(
                        "The database of " + service.module() + " could not be troubled.", doing.exceptionNow());
            }
        };
    }

    private static void stop(ScheduledExecutorService thread) {
        thread.shutdown();
        thread.close();
    }

    /** Locks the table that all of the service's writes go to, until it is told to stop. */
    Broken locking(ServiceName service) {
        var table = service == ServiceName.ORCHESTRATOR ? "saga" : "participant_ledger";
        var connection = connect(service);
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failure(e);
        }
        execute(connection, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        return () -> close(connection);
    }

    private Connection connect(ServiceName service) {
        try {
            return system.databases().of(service).connect();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static LocalFailure failure(SQLException e) {
        return new LocalFailure("A database could not be troubled: " + e.getMessage(), e);
    }
}
