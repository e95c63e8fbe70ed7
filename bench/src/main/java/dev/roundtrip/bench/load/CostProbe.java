package dev.roundtrip.bench.load;

import dev.roundtrip.bench.BenchFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, List<ProcessHandle>> parts;

    /**
     * @param database a connection for this alone; the caller closes it
     * @param parts the processes that do the work beside PostgreSQL and this one, by what figures call them
     */
    public CostProbe(Connection database, Map<String, List<ProcessHandle>> parts) {
        this.database = database;
        this.parts = Map.copyOf(parts);
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
            return new Cost(row.getLong(1), row.getLong(2), cpu());
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked what was written: " + e.getMessage(), e);
        }
    }

    private Map<String, CpuTime> cpu() {
        var cpu = new HashMap<String, CpuTime>();
        parts.forEach((part, processes) -> cpu.put(part, CpuTime.of(processes.stream())));
        cpu.put(Cost.POSTGRES, CpuTime.of(Stream.concat(Stream.of(postmaster), postmaster.children())));
        cpu.put(Cost.CLIENT, CpuTime.of(Stream.of(ProcessHandle.current())));
        return cpu;
    }
}
