package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine has its statements planned when the journal is new, and goes by those plans until there is more to go by. */
class NewJournalPlanTest {
    @RegisterExtension
    static final JournalDatabase DATABASE = new JournalDatabase();

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void settingUnknownVersionsAsideReadsWhatDeadNodesHaveLeft(String mode) throws SQLException {
        var plan = DATABASE.plan(mode, "aside (bigint) AS " + Statements.QUARANTINE_UNKNOWN_VERSIONS, "aside(20)");
        assertTrue(ClaimablePlanTest.OF_ONE_NODE.matcher(plan).find(), plan);
    }
}
