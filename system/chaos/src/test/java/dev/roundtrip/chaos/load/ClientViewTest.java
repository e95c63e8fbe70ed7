package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import dev.roundtrip.trip.v1.Trip;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is checked and forgotten while the clients go on. */
class ClientViewTest {
    private static final String PREFIX = "run1-";
    private static final String REQUEST = PREFIX + "7";

    private static PostgresServer server;
    private static Databases databases;

    private final Testimonies testimonies = new Testimonies();
    private final ClientView view = new ClientView(testimonies, List.of(), PREFIX);
    private final Testimony told = testimonies.open(REQUEST);

    @BeforeAll
    static void start() {
        server = PostgresServer.throwaway();
        var byService = new EnumMap<ServiceName, Database>(ServiceName.class);
        for (var service : ServiceName.values()) {
            byService.put(service, server.database(service.database()));
        }
        databases = new Databases(byService);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute(ServiceName.ORCHESTRATOR, """
                DROP TABLE IF EXISTS saga, saga_event, saga_request;
                CREATE TABLE saga (saga_id uuid, request_id text, status text);
                CREATE TABLE saga_event (saga_id uuid, sequence bigint, at timestamptz, kind text, step text, attempt int,
                    steps text, fault text, reason text, message text, payload bytea);
                CREATE TABLE saga_request (request_id text, saga_id uuid, status text)
                """);
        for (var participant : ServiceName.participants()) {
            execute(participant, """
                    DROP TABLE IF EXISTS %1$s;
                    CREATE TABLE %1$s (saga_id uuid, step text, confirmation_code text, price numeric, currency text,
                        status text)
                    """.formatted(participant.database() + "_reservation"));
        }
    }

    private static void execute(ServiceName service, String sql, Object... parameters) throws SQLException {
        try (var connection = databases.of(service).connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    /** As of one of the samples, with the request id of this run. */
    private static void record(UUID id, RecordedTrip trip, String status) throws SQLException {
        execute(ServiceName.ORCHESTRATOR, "INSERT INTO saga VALUES (?, ?, ?)", id, REQUEST, status);
        for (var event : trip.events()) {
            record(id, event);
        }
        for (var reserved : trip.reservations().entrySet()) {
            var participant = ServiceName.valueOf(reserved.getKey().toUpperCase(Locale.ROOT));
            var row = reserved.getValue();
            execute(
                    participant,
                    "INSERT INTO " + participant.database() + "_reservation VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    reserved.getKey(),
                    row.confirmationCode(),
                    row.price(),
                    row.currency(),
                    row.active() ? "ACTIVE" : "CANCELLED");
        }
    }

    private static void record(UUID id, Event event) throws SQLException {
        execute(
                ServiceName.ORCHESTRATOR,
                "INSERT INTO saga_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                event.sequence(),
                OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC),
                event.kind(),
                event.step(),
                event.attempt(),
                event.steps(),
                event.fault(),
                event.reason(),
                event.message(),
                event.payload());
    }

    private static Trip asOfThisRun(Trip shown) {
        return shown.toBuilder().setRequestId(REQUEST).build();
    }

    private void toldBooked() {
        told.accepted(Samples.REQUEST, 0, asOfThisRun(Samples.shownBooked()));
    }

    @Test
    void whatIsTrueOfATripThatHasEndedIsForgotten() throws SQLException {
        record(Samples.ID, Samples.booked(), "COMPLETED");
        toldBooked();
        view.settle(databases);
        assertEquals(0, view.remembered());
        assertEquals(1, view.forgotten());
        assertEquals(List.of(), view.violations(databases));
    }

    @Test
    void whatIsNotTrueIsForgottenTooAndItsFindingKept() throws SQLException {
        var otherwise = Samples.with(
                Samples.undone(),
                5,
                event -> new Event(
                        event.sequence(),
                        event.at(),
                        event.kind(),
                        event.step(),
                        event.attempt(),
                        event.steps(),
                        event.fault(),
                        event.reason(),
                        "It rained.",
                        event.payload()));
        record(Samples.ID, otherwise, "COMPENSATED");
        told.accepted(Samples.REQUEST, 0, asOfThisRun(Samples.shownUndone()));
        var watched = Samples.watchedUndone();
        for (int after = 0; after < watched.size(); after++) {
            told.event(after, watched.get(after));
        }
        view.settle(databases);
        assertEquals(0, view.remembered());
        var found = view.violations(databases);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().contains("It rained."), found::toString);
        assertEquals(found, view.violations(databases));
        assertFalse(view.told(Samples.ID.toString()).isEmpty(), "what was told of it is wanted for its history");
    }

    @Test
    void whatWasContradictedIsKeptToo() throws SQLException {
        record(Samples.ID, Samples.booked(), "COMPLETED");
        toldBooked();
        told.contradiction("was told something odd");
        view.settle(databases);
        var found = view.violations(databases);
        assertTrue(found.getFirst().contains("was told something odd"), found::toString);
    }

    @Test
    void whatHasNotEndedOrIsBeingAskedForWaits() throws SQLException {
        record(Samples.ID, Samples.booked(), "RUNNING");
        toldBooked();
        view.settle(databases);
        assertEquals(1, view.remembered());
        execute(ServiceName.ORCHESTRATOR, "UPDATE saga SET status = 'COMPLETED'");
        told.began();
        view.settle(databases);
        assertEquals(1, view.remembered());
        told.ended();
        view.settle(databases);
        assertEquals(0, view.remembered());
    }

    @Test
    void whatWasForgottenIsStillKnownToHaveBeenAskedFor() throws SQLException {
        record(Samples.ID, Samples.booked(), "COMPLETED");
        toldBooked();
        view.settle(databases);
        execute(
                ServiceName.ORCHESTRATOR,
                "INSERT INTO saga VALUES (?, ?, 'COMPLETED')",
                UUID.fromString("01980000-0000-7000-8000-000000000002"),
                PREFIX + "8");
        var found = view.violations(databases);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().contains("request " + PREFIX + "8"), found::toString);
        assertTrue(found.getFirst().endsWith("is a trip that nobody asked for"), found::toString);
    }

    @Test
    void nothingIsForgottenOfWhatCanNotBeLookedUp() throws SQLException {
        toldBooked();
        execute(ServiceName.ORCHESTRATOR, "DROP TABLE saga");
        assertThrows(IllegalStateException.class, () -> view.settle(databases));
        assertEquals(1, view.remembered());
    }
}
