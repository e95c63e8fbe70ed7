package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.journal.Histories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writes down journals as this release makes them, for {@link EarlierReleasesTest} of all that follow, and the statements that
 * it makes them with, for {@link SideBySideTest}. Runs only when asked:
 * {@code mvn test -pl saga/journal -am -Dtest=RecordJournals -Dsurefire.failIfNoSpecifiedTests=false -Djournals.record=v3}.
 */
@EnabledIfSystemProperty(named = "journals.record", matches = "v[0-9]+")
class RecordJournals {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final List<String> SAGA = List.of(
            "saga_id",
            "request_id",
            "definition",
            "version",
            "status",
            "last_sequence",
            "owner",
            "attention",
            "stuck",
            "paused",
            "quarantined",
            "unknown_version",
            "created_at",
            "ended_at");
    private static final List<String> EVENT = List.of(
            "saga_id",
            "sequence",
            "append_id",
            "at",
            "kind",
            "step",
            "attempt",
            "due_at",
            "steps",
            "fault",
            "reason",
            "message",
            "actor",
            "payload");
    private static final List<String> REQUEST = List.of("request_id", "saga_id", "fingerprint");

    @Test
    void recordThem() throws IOException {
        // An existing folder is an error: what a release has written stays as it was written.
        var folder = Files.createDirectory(
                Path.of("src", "test", "resources", "journals", System.getProperty("journals.record")));
        for (var history : Histories.all().entrySet()) {
            var saga = history.getValue().saga();
            Recording.record(DATABASE.journal(), history.getKey(), Recording.id("orchestrator-a"), history.getValue());
            var rows = new ArrayList<String>();
            rows.addAll(inserts("saga", SAGA, saga.id(), "saga_id"));
            rows.addAll(inserts("saga_event", EVENT, saga.id(), "sequence"));
            rows.addAll(inserts("saga_request", REQUEST, saga.id(), "saga_id"));
            Files.write(folder.resolve(history.getKey() + ".sql"), rows);
            Files.write(folder.resolve(history.getKey() + ".state"), SagaText.of(saga));
        }
    }

    @Test
    void recordTheStatements() throws IOException, IllegalAccessException {
        var folder = Files.createDirectory(
                Path.of("src", "test", "resources", "statements", System.getProperty("journals.record")));
        for (var statement : Statements.class.getDeclaredFields()) {
            var name = statement.getName().toLowerCase(Locale.ROOT).replace('_', '-');
            Files.writeString(folder.resolve(name + ".sql"), ((String) statement.get(null)).strip() + "\n");
        }
    }

    private static List<String> inserts(String table, List<String> columns, UUID sagaId, String order) {
        var names = String.join(", ", columns);
        var values = String.join(
                " || ', ' || ",
                columns.stream().map(column -> "quote_nullable(" + column + ")").toList());
        return DATABASE.rows("SELECT 'INSERT INTO " + table + " (" + names + ") VALUES (' || " + values
                + " || ');' FROM " + table + " WHERE saga_id = '" + sagaId + "' ORDER BY " + order);
    }
}
