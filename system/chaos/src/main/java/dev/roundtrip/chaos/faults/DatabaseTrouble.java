package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Meddler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What PostgreSQL can be made to do to one service. */
final class DatabaseTrouble {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final LocalSystem system;

    DatabaseTrouble(LocalSystem system) {
        this.system = system;
    }

    /** Ends the service's connections again and again. */
    Broken terminating(ServiceName service) {
        return againAndAgain(meddler(service)::terminateConnections);
    }

    /** Cancels the service's statements again and again. */
    Broken cancelling(ServiceName service) {
        return againAndAgain(meddler(service)::cancelStatements);
    }

    /** Locks the service's tables. */
    Broken locking(ServiceName service) {
        try {
            var locked = meddler(service).lockTables();
            return () -> {
                try {
                    locked.close();
                } catch (SQLException e) {
                    throw failure(service, e);
                }
            };
        } catch (SQLException e) {
            throw failure(service, e);
        }
    }

    private Meddler meddler(ServiceName service) {
        return system.postgres().meddlerIn(system.databases().of(service));
    }

    private interface Meddling {
        int meddle() throws SQLException;
    }

    private static Broken againAndAgain(Meddling meddling) {
        var clock = Executors.newSingleThreadScheduledExecutor();
        var doing = clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        meddling.meddle();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                0,
                BETWEEN.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> {
            clock.shutdown();
            clock.close();
            if (doing.state() == Future.State.FAILED) {
                throw new LocalFailure(
                        "PostgreSQL could not be meddled with: "
                                + doing.exceptionNow().getMessage(),
                        doing.exceptionNow());
            }
        };
    }

    private static LocalFailure failure(ServiceName service, SQLException e) {
        return new LocalFailure(
                "The tables of " + service.module() + " could not be locked and let go: " + e.getMessage(), e);
    }
}
