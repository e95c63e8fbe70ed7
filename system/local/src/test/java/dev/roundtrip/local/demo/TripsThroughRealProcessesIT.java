package dev.roundtrip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.audit.Audit;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases of the demo, each followed by the audit. */
class TripsThroughRealProcessesIT {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static LocalSystem system;
    private static Stage stage;

    @BeforeAll
    static void startTheSystem() {
        system = RunningSystem.startFor(TripsThroughRealProcessesIT.class);
        stage = new Stage(system);
    }

    @AfterAll
    static void stopTheSystem() {
        stage.close();
        system.close();
    }

    @AfterEach
    void restAndAudit() {
        stage.recover();
        stage.awaitRest();
        assertEquals(List.of(), new Audit(system.databases()).violations());
    }

    @Test
    void aTripOfWhichEverythingIsThereIsBooked() {
        play(new EverythingIsThere());
    }

    @Test
    void whenTheHotelIsSoldOutCarAndFlightAreGivenBackInThisOrder() {
        play(new HotelSoldOut());
    }

    @Test
    void whenTheFlightIsSoldOutNothingElseIsAskedFor() {
        play(new FlightSoldOut());
    }

    @Test
    void aTripOutlivesAParticipantThatIsKilled() {
        play(new ParticipantKilled());
    }

    @Test
    void anOrchestratorKilledOnTheWayForwardBooksTheTripAfterItsRestartWithNoNewTraffic() {
        play(new OrchestratorKilledOnTheWayForward());
    }

    @Test
    void anOrchestratorKilledOnTheWayBackUndoesTheTripAfterItsRestartWithNoNewTraffic() {
        play(new OrchestratorKilledOnTheWayBack());
    }

    @Test
    void theSameRequestSentTwiceAtOnceIsOneTrip() {
        play(new SameRequestTwice());
    }

    @Test
    void aTripThatIsCancelledWhileItRunsIsUndone() {
        play(new TravellerCancels());
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void theRoleOfOneServiceCannotConnectToTheDatabaseOfAnother(ServiceName mine) throws SQLException {
        var own = system.databases().of(mine);
        own.connect().close();
        for (var others : ServiceName.values()) {
            if (others != mine) {
                var refused = assertThrows(SQLException.class, () -> DriverManager.getConnection(
                                system.databases().of(others).jdbcUrl(), own.role(), own.password())
                        .close());
                assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
                assertTrue(refused.getMessage().contains(others.database()), refused.getMessage());
            }
        }
    }

    private static void play(Scenario scenario) {
        assertEquals(List.of(), scenario.play(stage).surprises());
    }
}
