package dev.roundtrip.bench.report;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.system.postgres.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What figures were measured with.
 *
 * @param facts each with its name, in the order in which they are told
 */
public record Machine(SequencedMap<String, String> facts) {
    private static final List<String> POSTGRES_SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "wal_level",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout",
            "max_connections");

    private static final double KIBIBYTES_PER_GIBIBYTE = 1024.0 * 1024;

    public Machine {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    }

    /** As it is before anything is measured. */
    public static Machine before(Path checkout, Database database) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("processors", Runtime.getRuntime().availableProcessors() + processorModel());
        facts.put("memory", memory());
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.putAll(postgres(database));
        facts.put("commit", commit(checkout));
        facts.put("load average before", loadAverage());
        return new Machine(facts);
    }

    /** The same, and what has changed when everything is measured. */
    public Machine after() {
        var later = new LinkedHashMap<>(facts);
        later.put("load average after", loadAverage());
        return new Machine(later);
    }

    /** A line for each fact. */
    public String lines() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String memory() {
        return fromProc("/proc/meminfo", "MemTotal")
                .map(text -> text.replaceAll("[^0-9]", ""))
                .map(kibibytes ->
                        String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kibibytes) / KIBIBYTES_PER_GIBIBYTE))
                .orElse("not known");
    }

    private static String processorModel() {
        return fromProc("/proc/cpuinfo", "model name")
                .map(model -> " of " + model)
                .orElse("");
    }

    /** Empty where a system tells it in another way. */
    private static Optional<String> fromProc(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> postgres(Database database) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var facts = new LinkedHashMap<String, String>();
            facts.put("PostgreSQL", connection.getMetaData().getDatabaseProductVersion());
            for (var setting : POSTGRES_SETTINGS) {
                try (var row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    facts.put(setting, row.getString(1));
                }
            }
            return facts;
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked for its settings: " + e.getMessage(), e);
        }
    }

    /** Which state of the sources was measured, as far as git knows. */
    private static String commit(Path checkout) {
        var commit = git(checkout, "rev-parse", "--short", "HEAD");
        var changes =
                git(checkout, "status", "--porcelain", "--", "*.java", "*.sql", "*.properties", "*.proto", "pom.xml");
        return commit.map(id -> changes.map(String::isEmpty).orElse(false) ? id : id + " with changes")
                .orElse("not known");
    }

    private static Optional<String> git(Path checkout, String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            var process = new ProcessBuilder(command)
                    .directory(checkout.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String loadAverage() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
