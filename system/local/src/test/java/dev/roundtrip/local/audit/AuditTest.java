package dev.roundtrip.local.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong is made wrong, alone, in databases that were in order; and is found. */
class AuditTest {
    private static PostgresServer server;
    private static Databases databases;

    @BeforeAll
    static void startPostgres() {
        server = PostgresServer.throwaway();
        var byService = new EnumMap<ServiceName, Database>(ServiceName.class);
        for (var service : ServiceName.values()) {
            byService.put(service, server.database(service.database()));
        }
        databases = new Databases(byService);
    }

    @AfterAll
    static void stopPostgres() {
        server.close();
    }

    /** One trip that is booked, with all three, and one that was undone. */
    @BeforeEach
    void putInOrder() throws IOException, SQLException {
        for (var service : ServiceName.values()) {
            execute(service, resource(service.database() + ".sql"));
        }
    }

    @Test
    void databasesInOrderHaveNoViolation() {
        var audit = new Audit(databases);
        assertEquals(List.of(), audit.violations());
        assertEquals(2, audit.trips());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FLIGHT       | UPDATE flight SET available = available + 1                                | flight RT101 on 2030-05-17: capacity 10, but available 9 and reserved 2
            FLIGHT       | UPDATE flight SET available = -2, capacity = 0                             | flight RT101 on 2030-05-17
            FLIGHT       | DELETE FROM flight                                                         | flight RT101 on 2030-05-17
            HOTEL        | UPDATE room_night SET available = 5 WHERE night = '2030-05-18'             | night of 2030-05-18: capacity 5, but available 5 and reserved 1
            HOTEL        | UPDATE room_night SET available = 4 WHERE night = '2030-05-19'             | night of 2030-05-19: capacity 5, but available 4 and reserved 0
            CAR          | UPDATE car_day SET available = 3 WHERE day = '2030-05-17'                  | car COMPACT at OPO on 2030-05-17
            HOTEL        | UPDATE hotel_reservation SET status = 'CANCELLED'                          | hotel of trip 00000000-0000-7000-8000-000000000001 is COMPLETED without
            HOTEL        | UPDATE hotel_reservation SET status = 'CANCELLED'                          | is RESERVED in the ledger, but has no active reservation
            HOTEL        | UPDATE participant_ledger SET state = 'CANCELLED'                          | has an active reservation, but the ledger says CANCELLED
            CAR          | DELETE FROM participant_ledger                                             | has an active reservation, but the ledger says nothing
            FLIGHT       | UPDATE flight_reservation SET status = 'ACTIVE'                            | flight of trip 00000000-0000-7000-8000-000000000002 has an active reservation, but the trip is COMPENSATED
            CAR          | UPDATE car_reservation SET saga_id = '00000000-0000-7000-8000-00000000000f' | there is no such trip
            CAR          | UPDATE car_reservation SET step = 'boat'                                   | has an active reservation that the trip doesn't include
            HOTEL        | UPDATE hotel_reservation SET step = 'flight'; UPDATE participant_ledger SET step = 'flight' WHERE state = 'RESERVED' | flight at hotel-service of trip 00000000-0000-7000-8000-000000000001 has an active reservation that the trip doesn't include
            FLIGHT       | UPDATE participant_ledger SET cancelled_at = '2030-01-01 10:00:00Z' WHERE state = 'CANCELLED' | was cancelled at 2030-01-01T11:00:00Z, after the flight
            ORCHESTRATOR | UPDATE saga SET status = 'RUNNING' WHERE request_id = 'two'                | is not finished, but RUNNING
            ORCHESTRATOR | DELETE FROM saga_event WHERE sequence = 2                                  | has a broken history
            ORCHESTRATOR | DELETE FROM saga_event WHERE kind = 'SAGA_COMPLETED'                       | has a broken history
            ORCHESTRATOR | UPDATE saga_event SET kind = 'SAGA_COMPENSATED' WHERE kind = 'SAGA_COMPLETED' | has a broken history
            ORCHESTRATOR | UPDATE saga SET last_sequence = last_sequence + 1 WHERE request_id = 'one' | has a broken history
            ORCHESTRATOR | DELETE FROM saga WHERE request_id = 'two'                                  | has a broken history
            ORCHESTRATOR | UPDATE saga_event SET steps = 'car' WHERE sequence = 1                     | car of trip 00000000-0000-7000-8000-000000000001 has an active reservation that the trip doesn't include
            ORCHESTRATOR | DELETE FROM saga_request WHERE request_id = 'two'                          | came of request two, which is kept as that of trip null
            ORCHESTRATOR | DELETE FROM saga WHERE request_id = 'one'; DELETE FROM saga_event WHERE saga_id = '00000000-0000-7000-8000-000000000001' | request one says that trip 00000000-0000-7000-8000-000000000001 is gone and ended as null at null, and the trip is not there
            ORCHESTRATOR | UPDATE saga_request SET status = 'COMPLETED', ended_at = now() WHERE request_id = 'one' | and the trip is there
            ORCHESTRATOR | UPDATE saga SET quarantined = 'unreadable'                                 | is quarantined: unreadable
            ORCHESTRATOR | UPDATE saga SET request_id = 'one'                                         | request one has become 2 trips
            """)
    void whatIsWrongIsFound(ServiceName whose, String change, String found) throws SQLException {
        execute(whose, change);
        var violations = new Audit(databases).violations();
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(found)), violations::toString);
    }

    /** Anyone may ask a participant to cancel what it has never heard of, in whatever words. */
    @Test
    void aCancelOfWhatIsNoTripsStepIsNoViolation() throws SQLException {
        for (var participant : ServiceName.participants()) {
            execute(
                    participant,
                    "INSERT INTO participant_ledger VALUES ('%s', 'boat', 'CANCELLED', now())".formatted(FIRST));
        }
        execute(
                ServiceName.HOTEL,
                "INSERT INTO participant_ledger VALUES ('%s', 'flight', 'CANCELLED', now())".formatted(SECOND));
        assertEquals(List.of(), new Audit(databases).violations());
    }

    private static final String FIRST = "00000000-0000-7000-8000-000000000001";
    private static final String SECOND = "00000000-0000-7000-8000-000000000002";

    @Test
    void whatAnOperatorVouchedForIsListedAndIsNoViolation() throws SQLException {
        closeByHand(SECOND, "flight");
        var audit = new Audit(databases);
        assertEquals(List.of(), audit.violations());
        assertEquals(
                List.of("flight of trip " + SECOND
                        + " was marked undone by ops@example.org (Ticket 7): it has no active reservation"),
                audit.closedByOperator());
    }

    @Test
    void whatIsLeftOfATripThatAnOperatorClosedIsNotHidden() throws SQLException {
        closeByHand(SECOND, "flight");
        execute(ServiceName.FLIGHT, "UPDATE flight_reservation SET status = 'ACTIVE' WHERE saga_id = '" + SECOND + "'");
        var closed = new Audit(databases).closedByOperator();
        assertEquals(1, closed.size());
        assertTrue(closed.getFirst().endsWith("it has an active reservation"), closed.toString());
    }

    @Test
    void whatNobodyVouchedForIsAViolationInAClosedTripToo() throws SQLException {
        closeByHand(SECOND, "hotel");
        execute(ServiceName.FLIGHT, "UPDATE flight_reservation SET status = 'ACTIVE' WHERE saga_id = '" + SECOND + "'");
        var left = "flight of trip " + SECOND + " has an active reservation, but the trip is CLOSED_BY_OPERATOR";
        assertTrue(new Audit(databases).violations().contains(left));
    }

    @Test
    void aTripThatWasClosedOnItsWayForwardHasAllThatNobodyVouchedFor() throws SQLException {
        execute(
                ServiceName.ORCHESTRATOR,
                "UPDATE saga SET status = 'CLOSED_BY_OPERATOR' WHERE saga_id = '" + FIRST
                        + "'; UPDATE saga_event SET kind = 'SAGA_CLOSED' WHERE kind = 'SAGA_COMPLETED'; UPDATE saga_event SET"
                        + " kind = 'STEP_DONE_BY_HAND', step = 'hotel', actor = 'ops', message = 'why' WHERE kind = 'STEP_STARTED'");
        assertEquals(List.of(), new Audit(databases).violations());
        execute(
                ServiceName.HOTEL,
                "DELETE FROM hotel_reservation; DELETE FROM participant_ledger;"
                        + " UPDATE room_night SET available = capacity");
        var audit = new Audit(databases);
        assertEquals(List.of(), audit.violations());
        assertEquals(
                List.of("hotel of trip " + FIRST + " was marked done by ops (why): it has no active reservation"),
                audit.closedByOperator());
        execute(ServiceName.CAR, "UPDATE car_reservation SET status = 'CANCELLED'");
        var missing = "car of trip " + FIRST + " is CLOSED_BY_OPERATOR without an active reservation";
        assertTrue(new Audit(databases).violations().contains(missing));
    }

    // ---- trips that are no longer kept

    @Test
    void aTripThatIsNoLongerKeptMayHaveWhatItEndedWith() throws SQLException {
        delete(FIRST);
        delete(SECOND);
        var audit = new Audit(databases);
        assertEquals(List.of(), audit.violations());
        assertEquals(List.of(), audit.closedByOperator());
        assertEquals(2, audit.trips());
    }

    @Test
    void aTripThatIsNoLongerKeptAndWasUndoneHasNothing() throws SQLException {
        delete(SECOND);
        execute(ServiceName.FLIGHT, "UPDATE flight_reservation SET status = 'ACTIVE' WHERE saga_id = '" + SECOND + "'");
        var left = "flight of trip " + SECOND + " has an active reservation, but the trip is COMPENSATED";
        assertTrue(new Audit(databases).violations().contains(left));
    }

    @Test
    void aTripThatIsNoLongerKeptAndWasUndoneWasUndoneInOrder() throws SQLException {
        delete(SECOND);
        execute(
                ServiceName.FLIGHT,
                "UPDATE participant_ledger SET cancelled_at = '2030-01-01 10:00:00Z' WHERE state = 'CANCELLED'");
        var violations = new Audit(databases).violations();
        assertTrue(violations.stream().anyMatch(found -> found.contains("after the flight")), violations::toString);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED", "REJECTED"})
    void aTripThatIsNoLongerKeptAndWasBookedHasLostNothing(String state) throws SQLException {
        delete(FIRST);
        execute(
                ServiceName.CAR,
                "DELETE FROM car_reservation; UPDATE car_day SET available = capacity; UPDATE participant_ledger SET state = '"
                        + state + "' WHERE saga_id = '" + FIRST + "'");
        assertEquals(
                List.of("car of trip " + FIRST + " is COMPLETED, but the ledger says " + state),
                new Audit(databases).violations());
    }

    @Test
    void aTripThatAnOperatorClosedIsListedAlsoWhenItIsNoLongerKept() throws SQLException {
        closeByHand(SECOND, "flight");
        delete(SECOND);
        var listed = "trip " + SECOND + " was closed by an operator, and its history is no longer kept: ";
        assertEquals(List.of(), new Audit(databases).violations());
        assertEquals(List.of(listed + "it has no active reservation"), new Audit(databases).closedByOperator());
        execute(
                ServiceName.FLIGHT,
                "UPDATE flight_reservation SET status = 'ACTIVE' WHERE saga_id = '" + SECOND
                        + "'; UPDATE flight SET available = available - 1; UPDATE participant_ledger SET state = 'RESERVED',"
                        + " cancelled_at = NULL WHERE saga_id = '" + SECOND + "'");
        assertEquals(List.of(), new Audit(databases).violations());
        assertEquals(List.of(listed + "it has active reservations of flight"), new Audit(databases).closedByOperator());
    }

    @Test
    void whatIsReservedUnderATripThatIsForgottenAltogetherIsNoViolationIfItIsOldEnoughForThat() throws SQLException {
        delete(FIRST);
        execute(ServiceName.ORCHESTRATOR, "DELETE FROM saga_request WHERE saga_id = '" + FIRST + "'");
        var missing = "flight of trip " + FIRST + " has an active reservation, but there is no such trip";
        var madeAt = Instant.EPOCH;
        assertTrue(new Audit(databases).violations().contains(missing));
        assertTrue(new Audit(databases, madeAt).violations().contains(missing));
        assertEquals(List.of(), new Audit(databases, madeAt.plusMillis(1)).violations());
    }

    /** As the journal does it, when its time has come. */
    private static void delete(String trip) throws SQLException {
        execute(
                ServiceName.ORCHESTRATOR,
                "UPDATE saga_request SET status = saga.status, ended_at = now() FROM saga WHERE saga.saga_id = '" + trip
                        + "' AND saga_request.saga_id = saga.saga_id; DELETE FROM saga_event WHERE saga_id = '" + trip
                        + "'; DELETE FROM saga WHERE saga_id = '" + trip + "'");
    }

    /** The second trip, which was undone, but for the step that an operator says is undone. */
    private static void closeByHand(String trip, String step) throws SQLException {
        execute(
                ServiceName.ORCHESTRATOR,
                "UPDATE saga SET status = 'CLOSED_BY_OPERATOR', last_sequence = 4 WHERE saga_id = '"
                        + trip
                        + "'; UPDATE saga_event SET kind = 'SAGA_CLOSED', sequence = 4 WHERE sequence = 2 AND saga_id = '"
                        + trip
                        + "'; INSERT INTO saga_event (saga_id, sequence, kind, steps, step, actor, message) VALUES ('"
                        + trip
                        + "', 2, 'COMPENSATION_STARTED', 'flight hotel', '', NULL, ''), ('" + trip
                        + "', 3, 'STEP_DONE_BY_HAND', NULL, '" + step + "', 'ops@example.org', 'Ticket 7')");
    }

    private static void execute(ServiceName whose, String sql) throws SQLException {
        try (var connection = databases.of(whose).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream = AuditTest.class.getResourceAsStream("/audit/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
