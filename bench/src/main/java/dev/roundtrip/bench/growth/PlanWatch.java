package dev.roundtrip.bench.growth;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.stage.Names;
import dev.roundtrip.bench.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has PostgreSQL write down how it carries out what the grown journal is asked: by its orchestrator itself, which looks
 * for due work every second, and for whoever reads.
 *
 * @param stage where that orchestrator is
 * @param idle for how long it only looks for due work
 */
record PlanWatch(Stage stage, Duration idle) {
    private static final List<String> ON = List.of(
            "SET session_preload_libraries = 'auto_explain'",
            "SET auto_explain.log_min_duration = 0",
            "SET auto_explain.log_analyze = on",
            "SET auto_explain.log_buffers = on",
            // It is the same statement whatever is asked for.
            "SET auto_explain.log_parameter_max_length = 0",
            "SET auto_explain.log_nested_statements = on");

    /** The orchestrator begins anew for it: it is new connections that are watched. */
    Plans of(Runnable reading) {
        try {
            long before = Files.size(stage.postgresLog());
            ON.forEach(this::alter);
            stage.restart(Names.GROWN);
            pass();
            reading.run();
            alter("RESET ALL");
            stage.restart(Names.GROWN);
            return Plans.in(log(before));
        } catch (IOException e) {
            throw new BenchFailure("PostgreSQL's log can't be read: " + e.getMessage(), e);
        }
    }

    private String log(long from) throws IOException {
        try (var file = Files.newInputStream(stage.postgresLog())) {
            file.skipNBytes(from);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void alter(String what) {
        var name = stage.journalOf(Names.GROWN).name();
        try (var connection = stage.superuser();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " " + what);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be told to explain itself: " + e.getMessage(), e);
        }
    }

    /** Time is all that is waited for. */
    private void pass() {
        try {
            TimeUnit.NANOSECONDS.sleep(idle.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while the orchestrator looked for due work.", e);
        }
    }
}
