package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.Database;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** What figures are measured with. */
public final class Machine {
    /** Without them PostgreSQL is fast and forgets. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private Machine() {}

    /**
     * As it is now.
     *
     * @throws LocalFailure when the database would lose what it has committed: figures of that would say nothing
     */
    public static SequencedMap<String, String> facts(Database database) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.runtime.version"));
        facts.putAll(postgres(database));
        facts.put("load average before", loadAverage());
        return facts;
    }

    private static SequencedMap<String, String> postgres(Database database) {
        var facts = new LinkedHashMap<String, String>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            facts.put("PostgreSQL", connection.getMetaData().getDatabaseProductVersion());
            for (var setting : DURABLE) {
                try (var row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    facts.put(setting, row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new LocalFailure("PostgreSQL can't be asked for its settings: " + e.getMessage(), e);
        }
        DURABLE.stream()
                .filter(setting -> !"on".equals(facts.get(setting)))
                .findFirst()
                .ifPresent(off -> {
                    throw new LocalFailure(
                            "PostgreSQL has " + off + " " + facts.get(off) + ": nothing is measured with that.");
                });
        return facts;
    }

    /** How much there was to do on this machine in the last minute, for whomever. */
    public static String loadAverage() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
