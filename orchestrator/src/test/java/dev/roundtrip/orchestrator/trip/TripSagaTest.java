package dev.roundtrip.orchestrator.trip;

import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.testkit.DefinitionShapes;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class TripSagaTest {
    @Inject
    SagaBlueprint<BookTripRequest> trip;

    /** Trips in flight finish on the version that they were started with: another shape needs another version. */
    @Test
    void theShapeOfATripIsTheOneThatIsRecordedForItsVersion() {
        DefinitionShapes.recordedIn(Path.of("src/test/resources/sagas")).verify(trip.definition());
    }
}
