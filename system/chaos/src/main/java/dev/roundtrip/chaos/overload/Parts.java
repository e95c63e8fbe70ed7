package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Who shares this machine's processors.
 *
 * @param processes of each part, as they are now
 */
record Parts(SequencedMap<String, List<ProcessHandle>> processes) {
    /** This program. */
    static final String CLIENTS = "clients";

    /** Those of a running system, and this program. */
    static Parts of(LocalSystem system) {
        var parts = new LinkedHashMap<String, List<ProcessHandle>>();
        parts.put(
                "orchestrator",
                system.orchestrators().stream().map(ServiceProcess::handle).toList());
        parts.put(
                "participants",
                ServiceName.participants().stream()
                        .map(name -> system.service(name).handle())
                        .toList());
        var postmaster = postmasterOf(system.databases().of(ServiceName.ORCHESTRATOR));
        parts.put(
                "PostgreSQL",
                Stream.concat(Stream.of(postmaster), postmaster.children()).toList());
        parts.put(CLIENTS, List.of(ProcessHandle.current()));
        return new Parts(parts);
    }

    /** Every connection is served by a process of its own, a child of the one that listens. */
    private static ProcessHandle postmasterOf(Database database) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new LocalFailure("PostgreSQL's processes can't be found on this machine."));
        } catch (SQLException e) {
            throw new LocalFailure("PostgreSQL can't be asked for its process: " + e.getMessage(), e);
        }
    }
}
