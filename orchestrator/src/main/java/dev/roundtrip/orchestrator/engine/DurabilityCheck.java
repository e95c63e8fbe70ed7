package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.saga.journal.Journal;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready over a database that forgets what it committed: what BookTrip promises would not hold. */
@Readiness
@ApplicationScoped
public class DurabilityCheck implements AsyncHealthCheck {
    private static final String NAME = "journal is durable";

    private final Journal journal;
    private final boolean required;

    DurabilityCheck(Journal journal, OrchestratorSettings settings) {
        this.journal = journal;
        this.required = settings.journal().requireDurable();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return journal.durabilityGaps()
                .map(this::verdict)
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("why", failure.getMessage())
                        .build());
    }

    private HealthCheckResponse verdict(List<String> gaps) {
        var response = HealthCheckResponse.named(NAME).status(gaps.isEmpty() || !required);
        if (!gaps.isEmpty()) {
            response.withData("off at the database", String.join(", ", gaps));
        }
        return response.build();
    }
}
