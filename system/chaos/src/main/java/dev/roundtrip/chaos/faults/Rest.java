package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Rows;
import dev.roundtrip.local.Bound;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.ServiceName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rest, as the invariants mean it: every trip has ended or is stuck, and nothing is on the wire. Of the latter it is
 * certain when no participant has been in a transaction for longer than a call is waited for.
 */
final class Rest {
    private static final Bound ENDED = new Bound(Recovery.PROMISED);
    private static final Bound QUIET = new Bound(Duration.ofSeconds(60));
    /** Longer than the 2 seconds of an attempt, after which nothing of it is begun any more. */
    private static final Duration LONGER_THAN_A_CALL = Duration.ofSeconds(3);

    private static final String IN_TRANSACTION =
            "SELECT 1 FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"
                    + " AND xact_start IS NOT NULL AND backend_type = 'client backend'";

    private final Databases databases;
    private final Standings journal;

    Rest(Databases databases) {
        this.databases = databases;
        journal = new Standings(databases.of(ServiceName.ORCHESTRATOR));
    }

    /** Waits for it; answers what didn't come to rest. */
    List<String> await() {
        try {
            ENDED.awaitThat(
                    "every trip to end or to be stuck",
                    () -> journal.restless().filter(List::isEmpty).isPresent());
        } catch (LocalFailure e) {
            return List.of(e.getMessage() + journal.whyNot() + " Not ended: "
                    + journal.restless().stream()
                            .flatMap(List::stream)
                            .limit(20)
                            .map(id -> "trip " + id)
                            .toList());
        }
        try {
            awaitQuiet();
            return List.of();
        } catch (LocalFailure e) {
            return List.of(e.getMessage());
        }
    }

    private void awaitQuiet() {
        var lastBusy = new Object() {
            Instant at = Instant.now();
        };
        QUIET.awaitThat("the participants to have nothing to do", () -> {
            var looked = Instant.now();
            if (ServiceName.participants().stream().anyMatch(this::isInTransaction)) {
                lastBusy.at = looked;
            }
            return Duration.between(lastBusy.at, looked).compareTo(LONGER_THAN_A_CALL) > 0;
        });
    }

    private boolean isInTransaction(ServiceName participant) {
        try {
            return !Rows.of(databases.of(participant), IN_TRANSACTION, row -> 1).isEmpty();
        } catch (SQLException e) {
            throw new LocalFailure("The database of " + participant.module() + " can't be read: " + e.getMessage(), e);
        }
    }
}
