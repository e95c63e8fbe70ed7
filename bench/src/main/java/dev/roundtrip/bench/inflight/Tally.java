package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.local.audit.JournalAudit;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the journal says when all is over.
 *
 * @param accepted how many its callers were told of
 * @param sagas that there are
 * @param ended those that have
 * @param adopted those that were taken over at least once
 * @param adoptions how often that happened
 * @param events of all of them
 */
record Tally(long accepted, long sagas, long ended, long adopted, long adoptions, long events) {
    private static final int SHOWN = 5;
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM saga) AS sagas,
                   (SELECT count(*) FROM saga WHERE status IN ('COMPLETED', 'COMPENSATED')) AS ended,
                   (SELECT count(DISTINCT saga_id) FROM saga_event WHERE kind = 'ADOPTED') AS adopted,
                   (SELECT count(*) FROM saga_event WHERE kind = 'ADOPTED') AS adoptions,
                   (SELECT count(*) FROM saga_event) AS events""";

    /**
     * Of a journal in which every history must be without a gap and have one end, its last event.
     *
     * @throws BenchFailure when one is not, or has not
     */
    static Tally of(Database journal, long accepted) {
        var violations = new JournalAudit(journal).violations();
        if (!violations.isEmpty()) {
            throw new BenchFailure("The audit found " + violations.size() + " faults, such as: "
                    + String.join("; ", violations.subList(0, Math.min(SHOWN, violations.size()))));
        }
        try (var connection = journal.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(COUNT)) {
            row.next();
            return new Tally(
                    accepted,
                    row.getLong("sagas"),
                    row.getLong("ended"),
                    row.getLong("adopted"),
                    row.getLong("adoptions"),
                    row.getLong("events"));
        } catch (SQLException e) {
            throw new BenchFailure("The journal can't be counted: " + e.getMessage(), e);
        }
    }

    /** Those that were promised and have not ended. */
    long lost() {
        return accepted - ended;
    }

    /** What is wrong with it, in a sentence. */
    Optional<String> complaint() {
        boolean asItShould = sagas == accepted && ended == accepted && adopted == accepted;
        return asItShould
                ? Optional.empty()
                : Optional.of("Of " + accepted + " sagas that were accepted " + sagas + " are in the journal, "
                        + adopted + " were adopted and " + ended + " have ended.");
    }
}
