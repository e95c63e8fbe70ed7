package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.Signal;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Histories;
import dev.roundtrip.saga.journal.Orders;
import dev.roundtrip.saga.journal.Trips;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Journals as releases wrote them, under {@code journals/<format>/}: rows in {@code .sql}, the state that they told of
 * then in {@code .state}. They are never changed; a release that writes something new adds its own, by
 * {@link RecordJournals}. Where a later release reads an old journal otherwise, and means to, it says how beside it: since
 * v2 a step that was out when its saga was adopted has its attempts counted afresh, from the new owner's first one.
 */
class EarlierReleasesTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    static List<Path> journals() throws IOException, URISyntaxException {
        var root = Path.of(EarlierReleasesTest.class.getResource("/journals").toURI());
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void anEmptyJournal() {
        DATABASE.execute("TRUNCATE saga, saga_event, saga_request, saga_node");
    }

    @Test
    void everyWayThatASagaCanGoIsAmongThem() throws IOException, URISyntaxException {
        assertEquals(List.of("adopted.sql", "cancelled.sql", "failing.sql", "forward.sql", "stuck.sql"), of("v1"));
        assertEquals(
                Histories.all().keySet().stream().map(name -> name + ".sql").toList(), of("v2"));
    }

    private static List<String> of(String release) throws IOException, URISyntaxException {
        return journals().stream()
                .filter(journal -> journal.getParent().endsWith(release))
                .map(journal -> journal.getFileName().toString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("journals")
    void aJournalStillTellsTheSameSaga(Path rows) throws IOException {
        var saga = replay(load(rows));
        var name = rows.getFileName().toString().replace(".sql", ".state");
        var asThen = rows.resolveSibling(name);
        var otherwiseSince = rows.resolveSibling(name + "-since-v2");
        var expected = Files.exists(otherwiseSince) ? otherwiseSince : asThen;
        assertEquals(Files.readAllLines(expected), SagaText.of(saga));
    }

    @ParameterizedTest
    @MethodSource("journals")
    void itsRequestIdIsStillKnown(Path rows) throws IOException {
        var row = load(rows).row();
        assertEquals(
                row.sagaId(),
                await(DATABASE.journal().findRequest(row.requestId()))
                        .orElseThrow()
                        .sagaId());
    }

    @ParameterizedTest
    @MethodSource("journals")
    void whatIsUnfinishedCanBeTakenOver(Path rows) throws IOException {
        var chronicle = load(rows);
        var saga = replay(chronicle);
        var adopter = UUID.randomUUID();
        var owner = chronicle.row().owner();
        var versions = List.of(chronicle.row().definition());
        await(DATABASE.journal().renew(owner, "the one before", versions, Duration.ofHours(1)));
        await(DATABASE.journal().release(owner));

        var found = await(DATABASE.journal().claimable(adopter, versions, 10));

        if (saga.status().isFinal()) {
            assertEquals(List.of(), found);
        } else {
            assertEquals(List.of(chronicle.row()), found);
            var adoption = SagaMachine.decide(saga, new Signal.Adopt("new", Provenance.ANOTHER_NODE), Instant.now());
            var append = Append.byAdopter(UUID.randomUUID(), adoption.after(), adoption.events(), owner, adopter);
            assertEquals(Set.of(saga.id()), await(DATABASE.journal().append(List.of(append))));
        }
    }

    private static Saga replay(Chronicle chronicle) {
        var known =
                Map.of(DefinitionVersion.of(Trips.TRIP), Trips.TRIP, DefinitionVersion.of(Orders.ORDER), Orders.ORDER);
        return chronicle.replay(known.get(chronicle.row().definition()));
    }

    private static Chronicle load(Path rows) throws IOException {
        DATABASE.execute(Files.readString(rows));
        var id = UUID.fromString(DATABASE.rows("SELECT saga_id FROM saga").getFirst());
        return await(DATABASE.journal().read(id)).orElseThrow();
    }
}
