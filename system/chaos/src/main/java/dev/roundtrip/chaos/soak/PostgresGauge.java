package dev.roundtrip.chaos.soak;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

/** All processes of PostgreSQL together: one that listens, and a child of it for each connection. */
record PostgresGauge(ProcessHandle postmaster) implements Gauge {
    private static final String NAME = "postgresql";

    /**
     * Of the server of that database.
     *
     * @throws LocalFailure when it isn't on this machine
     */
    static PostgresGauge serving(Database database) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .map(PostgresGauge::new)
                    .orElseThrow(() -> new LocalFailure("PostgreSQL's processes can't be found on this machine."));
        } catch (SQLException e) {
            throw new LocalFailure("PostgreSQL can't be asked for its process: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<Column, Double> read() {
        double memory = 0;
        double handles = 0;
        double processes = 0;
        for (var process :
                Stream.concat(Stream.of(postmaster), postmaster.children()).toList()) {
            try {
                var proc = Proc.of(process);
                if (proc.hasEnded()) {
                    continue;
                }
                memory += proc.mebibytes(Proc.MEMORY);
                handles += proc.handles();
                processes++;
            } catch (IOException e) {
                // A connection that was closed since the list was made holds nothing any more.
                if (process.isAlive()) {
                    throw new LocalFailure("PostgreSQL can't be looked at: " + e.getMessage(), e);
                }
            }
        }
        return Map.of(
                new Column(NAME, Measure.RESIDENT_MIB), memory,
                new Column(NAME, Measure.HANDLES), handles,
                new Column(NAME, Measure.THREADS), processes);
    }
}
