package dev.roundtrip.bench.load;

import dev.roundtrip.bench.BenchFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Reads what work has cost up to now. Transactions are counted by the ids that those that write are given: PostgreSQL's
 * statistics of commits are up to ten seconds late, which is longer than anything is measured here.
 */
public final class CostProbe {
    private static final String WRITTEN = """
            SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                   pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint""";

    private final Connection database;
    private final ProcessHandle postmaster;
    private final ProcessHandle service;

    /**
     * @param database a connection for this alone; the caller closes it
     * @param service the process that does the work, when it is not this one
     */
    public CostProbe(Connection database, ProcessHandle service) {
        this.database = database;
        this.service = service;
        this.postmaster = postmasterOf(database);
    }

    /** Every connection is served by a process of its own, a child of the one that listens. */
    private static ProcessHandle postmasterOf(Connection database) {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new BenchFailure("PostgreSQL's processes can't be found on this machine."));
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked for its process: " + e.getMessage(), e);
        }
    }

    /** What has been spent since the processes started. */
    public Cost read() {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(WRITTEN)) {
            row.next();
            return new Cost(
                    row.getLong(1),
                    row.getLong(2),
                    CpuTime.of(Stream.of(service)),
                    CpuTime.of(Stream.concat(Stream.of(postmaster), postmaster.children())),
                    CpuTime.of(Stream.of(ProcessHandle.current())));
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked what was written: " + e.getMessage(), e);
        }
    }
}
