package dev.roundtrip.saga.journal.postgresql;

import static dev.roundtrip.saga.journal.postgresql.JournalDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.Trips;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a release replaces another, both are at work on the tables of the newer one. Statements as earlier releases sent them
 * are under {@code statements/<format>/}, and never changed; {@link RecordJournals} adds a release's.
 */
class SideBySideTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    private static final UUID EARLIER = UUID.randomUUID();
    private static final UUID NOW = UUID.randomUUID();

    static List<Path> statements() throws IOException, URISyntaxException {
        var root = Path.of(SideBySideTest.class.getResource("/statements").toURI());
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> releases() throws IOException, URISyntaxException {
        return statements().stream().map(Path::getParent).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void whatAnEarlierReleaseAsksForIsThere(Path statement) throws IOException {
        DATABASE.execute("PREPARE earlier AS " + Files.readString(statement));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aSagaGoesFromOneReleaseToTheOtherAndBack(Path release) throws IOException {
        var started = Sagas.start("side by side " + release, EARLIER);
        assertEquals(ids(started), ids(release, "start", SagaColumns.OF_STARTS.ofBatch(List.of(started))));
        assertEquals(List.of(), ids(release, "start", SagaColumns.OF_STARTS.ofBatch(List.of(started))), "twice");

        var ours = Sagas.append(read(started).replay(Trips.TRIP), EARLIER, 2);
        assertEquals(1, await(DATABASE.journal().append(List.of(ours))).size());
        assertEquals(List.of(1L, 2L, 3L, 4L), sequences(release, ours.saga()));

        var oursInABatch = Sagas.append(ours.saga(), EARLIER);
        assertEquals(
                1,
                await(AmongOthers.in(DATABASE.journal()).append(List.of(oursInABatch)))
                        .size());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), sequences(release, ours.saga()));

        var theirs = Sagas.append(oursInABatch.saga(), EARLIER);
        assertEquals(ids(started), ids(release, "append", SagaColumns.OF_APPENDS.ofBatch(List.of(theirs))));
        assertEquals(List.of(), ids(release, "append", SagaColumns.OF_APPENDS.ofBatch(List.of(theirs))), "twice");
        assertEquals(SagaText.of(theirs.saga()), SagaText.of(read(started).replay(Trips.TRIP)));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void eitherFindsWhatTheOtherLeavesBehind(Path release) throws IOException {
        var knows = DefinitionVersion.of(Trips.TRIP);
        var name = new String[] {knows.toString()};
        var theirs = Sagas.start("theirs " + release, EARLIER);
        ids(release, "start", SagaColumns.OF_STARTS.ofBatch(List.of(theirs)));
        DATABASE.query(sql(release, "renew"), Tuple.of(EARLIER, "the one before", name, 60_000L));
        var ours = Sagas.start("ours " + release, NOW);
        await(DATABASE.journal().start(List.of(ours)));
        await(DATABASE.journal().renew(NOW, "this one", List.of(knows), Duration.ofMinutes(1)));

        DATABASE.query(sql(release, "release"), Tuple.of(EARLIER));
        assertTrue(await(DATABASE.journal().claimable(NOW, List.of(knows), 100)).stream()
                .anyMatch(row -> row.sagaId().equals(theirs.saga().id())));
        DATABASE.query(sql(release, "renew"), Tuple.of(EARLIER, "the one before", name, 60_000L));
        await(DATABASE.journal().release(NOW));
        assertTrue(ids(release, "claimable", Tuple.of(EARLIER, name, 100))
                .contains(ours.saga().id()));
    }

    @Test
    void thereIsARelease() throws IOException, URISyntaxException {
        assertEquals(
                List.of("v2"),
                releases().stream()
                        .map(folder -> folder.getFileName().toString())
                        .toList());
    }

    private static Chronicle read(Start start) {
        return await(DATABASE.journal().read(start.saga().id())).orElseThrow();
    }

    private static List<UUID> ids(Start... starts) {
        return List.of(starts).stream().map(start -> start.saga().id()).toList();
    }

    private static List<UUID> ids(Path release, String statement, Tuple arguments) throws IOException {
        return rows(release, statement, arguments).stream()
                .map(row -> row.getUUID("saga_id"))
                .toList();
    }

    private static List<Long> sequences(Path release, Saga saga) throws IOException {
        return rows(release, "read", Tuple.of(saga.id())).stream()
                .map(row -> row.getLong("sequence"))
                .toList();
    }

    private static List<Row> rows(Path release, String statement, Tuple arguments) throws IOException {
        return StreamSupport.stream(
                        DATABASE.query(sql(release, statement), arguments).spliterator(), false)
                .toList();
    }

    private static String sql(Path release, String statement) throws IOException {
        return Files.readString(release.resolve(statement + ".sql"));
    }
}
