package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Meddler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What PostgreSQL can be made to do to one service. */
final class DatabaseTrouble {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final String NOT_MEDDLED = "PostgreSQL could not be meddled with";

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
        return done("The tables of " + service.module() + " could not be locked and let go", () -> {
            var locked = meddler(service).lockTables();
            var waiting = new LongAdder();
            var looking = Repeated.of(
                    NOT_MEDDLED,
                    BETWEEN_LOOKS,
                    () -> waiting.add(meddler(service).waitingForLocks()));
            return () -> {
                try (locked) {
                    looking.stop();
                }
                return waiting.sum() > 0;
            };
        });
    }

    /** Has what the service writes take longer than its statements may. */
    Broken stalling(ServiceName service) {
        return done("Writes of " + service.module() + " could not be stalled and let go on", () -> {
            var stalled = meddler(service).stallWrites();
            return () -> {
                try (stalled) {
                    return stalled.timedOut() > 0;
                }
            };
        });
    }

    private Meddler meddler(ServiceName service) {
        return system.postgres().meddlerIn(system.databases().of(service));
    }

    private interface Meddling {
        int meddle() throws SQLException;
    }

    private static Broken againAndAgain(Meddling meddling) {
        var hit = new LongAdder();
        var doing = Repeated.of(NOT_MEDDLED, BETWEEN, () -> hit.add(meddling.meddle()));
        return () -> {
            doing.stop();
            return hit.sum() > 0;
        };
    }

    private interface Asking<T> {
        T ask() throws SQLException;
    }

    /** Something that is begun and ended by asking PostgreSQL. */
    private static Broken done(String otherwise, Asking<Asking<Boolean>> begin) {
        var end = asked(otherwise, begin);
        return () -> asked(otherwise, end);
    }

    private static <T> T asked(String otherwise, Asking<T> asking) {
        try {
            return asking.ask();
        } catch (SQLException e) {
            throw new LocalFailure(otherwise + ": " + e.getMessage(), e);
        }
    }
}
