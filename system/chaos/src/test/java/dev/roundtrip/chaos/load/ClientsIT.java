package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.audit.Audit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Clients of every kind at two orchestrators that nobody harms; then, behind the services' backs, somebody does. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsIT {
    private static final long SEED = 20_261_121;
    private static final int PER_SECOND = 20;
    private static final long STORIES = 260;
    private static final Bound TRAFFIC = new Bound(Duration.ofMinutes(3));
    private static final Bound REST = new Bound(Duration.ofSeconds(60));

    private static LocalSystem system;
    private static ClientView view;

    @BeforeAll
    static void startTheSystem() {
        system = LocalSystem.in(
                Path.of("target", "system", ClientsIT.class.getSimpleName()).toAbsolutePath(), Ports.random(2), true);
        try {
            system.startPostgres();
            system.startServices(Checkout.locate(), (name, address, took) -> {});
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    @AfterAll
    static void stopTheSystem() {
        system.close();
    }

    @Test
    @Order(1)
    void whatClientsAreToldOfASystemInOrderIsTrue() {
        var orchestrators =
                system.orchestrators().stream().map(ServiceProcess::address).toList();
        try (var traffic = Traffic.start(SEED, PER_SECOND, orchestrators, system.databases())) {
            TRAFFIC.awaitThat(
                    "enough trips to be asked for", () -> traffic.counts().sent() >= STORIES / 2);
            traffic.view().settle(system.databases());
            TRAFFIC.awaitThat(
                    "enough trips to be asked for", () -> traffic.counts().sent() >= STORIES);
            // A trip that nothing delays is over in milliseconds: it is luck who still finds one under way.
            TRAFFIC.awaitThat(
                    "an operator to find a trip that has not ended",
                    () -> traffic.counts().commanded() > 0);
            TRAFFIC.awaitThat(
                    "a traveller to cancel a trip that has not ended",
                    () -> traffic.counts().cancelled() > 0);
            view = traffic.stop();
            assertEveryKind(traffic.counts());
            orchestrators.forEach(
                    door -> assertTrue(traffic.lastCompleted(door).isPresent(), () -> "nothing was booked at " + door));
        }
        awaitRest();
        assertEquals(List.of(), view.violations(system.databases()));
        assertTrue(view.forgotten() > 0, "nothing was settled meanwhile");
        assertEquals(List.of(), new Audit(system.databases()).violations());
    }

    private static void assertEveryKind(Counts counts) {
        assertTrue(counts.accepted() >= counts.sent(), () -> "not all were accepted: " + counts);
        assertTrue(counts.completed() > STORIES / 3, () -> "few trips were booked: " + counts);
        assertTrue(counts.compensated() > STORIES / 10, () -> "few trips were undone: " + counts);
        assertTrue(counts.watched() > STORIES / 4, () -> "little was watched: " + counts);
        assertEquals(0, counts.unanswered(), counts::toString);
        assertEquals(0, counts.refused(), counts::toString);
    }

    private static void awaitRest() {
        var journal = system.databases().of(ServiceName.ORCHESTRATOR);
        REST.awaitThat("every trip to end", () -> {
            try (var connection = journal.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT count(*) FROM saga WHERE status IN ('RUNNING', 'COMPENSATING')")) {
                rows.next();
                return rows.getInt(1) == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Order(2)
    void whatIsSentToTheParticipantsOnceMoreChangesNothing() {
        var report = redelivery().run();
        assertEquals(List.of(), report.violations());
        assertTrue(report.sent() > STORIES, () -> "only " + report.sent() + " requests were sent once more");
        assertEquals(List.of(), new Audit(system.databases()).violations());
        assertEquals(List.of(), view.violations(system.databases()));
    }

    private static Redelivery redelivery() {
        return new Redelivery(system.databases(), system.ports().services());
    }

    @Test
    @Order(3)
    void whatSomebodyChangesBehindTheServicesBacksIsFound() throws SQLException {
        Map<ServiceName, String> harm = Map.of(
                ServiceName.HOTEL,
                "DELETE FROM hotel_reservation WHERE status = 'ACTIVE'",
                ServiceName.ORCHESTRATOR,
                "UPDATE saga_event SET message = 'It rained.' WHERE kind = 'STEP_REJECTED'",
                ServiceName.CAR,
                // With the reservation that it was about, if there was one: that alone would keep a second one out.
                "WITH forgotten AS (DELETE FROM car_reservation WHERE status = 'CANCELLED')"
                        + " DELETE FROM participant_ledger WHERE state = 'CANCELLED'");
        for (var one : harm.entrySet()) {
            try (var connection = system.databases().of(one.getKey()).connect();
                    var statement = connection.createStatement()) {
                assertTrue(statement.executeUpdate(one.getValue()) > 0, one.getValue());
            }
        }
        var told = view.violations(system.databases());
        assertFound("and its service has nothing", told);
        assertFound("It rained.", told);
        assertFound("and was not on record", redelivery().run().violations());
    }

    private static void assertFound(String what, List<String> violations) {
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(what)), () -> what + ": " + violations);
    }
}
