package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Processor time that was spent, as far as the machine tells it.
 *
 * @param byPart of the orchestrators, the participants, PostgreSQL, and the clients, which are this program
 */
record Cpu(SequencedMap<String, Duration> byPart) {

    /** Up to now. */
    static Cpu of(LocalSystem system) {
        var parts = new LinkedHashMap<String, Duration>();
        parts.put("orchestrator", spent(system.orchestrators().stream().map(ServiceProcess::handle)));
        parts.put("participants", spent(ServiceName.participants().stream().map(name -> system.service(name)
                .handle())));
        var postmaster = postmasterOf(system.databases().of(ServiceName.ORCHESTRATOR));
        parts.put("PostgreSQL", spent(Stream.concat(Stream.of(postmaster), postmaster.children())));
        parts.put("clients", spent(Stream.of(ProcessHandle.current())));
        return new Cpu(parts);
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

    private static Duration spent(Stream<ProcessHandle> processes) {
        return processes
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What was spent after another reading. */
    Cpu since(Cpu before) {
        var parts = new LinkedHashMap<String, Duration>();
        byPart.forEach((part, now) -> parts.put(part, now.minus(before.byPart.get(part))));
        return new Cpu(parts);
    }

    /** All of it together. */
    Duration inAll() {
        return byPart.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
