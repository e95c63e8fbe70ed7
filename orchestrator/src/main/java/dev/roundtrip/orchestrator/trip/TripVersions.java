package dev.roundtrip.orchestrator.trip;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every version of a trip's saga that this release knows: new trips begin on the newest, and others end on their own. Another saga
 * that is asked for with the same request, under another name, is none of them.
 */
@ApplicationScoped
public class TripVersions {
    private final List<SagaBlueprint<BookTripRequest>> blueprints;

    TripVersions(@All List<SagaBlueprint<BookTripRequest>> blueprints) {
        this.blueprints = blueprints.stream()
                .filter(blueprint -> blueprint.definition().name().equals(TripSaga.NAME))
                .toList();
    }

    /** The one that new trips are started with. */
    public SagaBlueprint<BookTripRequest> newest() {
        return blueprints.stream()
                .max(Comparator.comparing(blueprint -> blueprint.definition().version()))
                .orElseThrow();
    }

    /** What all versions are called. */
    public String name() {
        return TripSaga.NAME;
    }

    /** The definition of that version; empty when this release doesn't know it. */
    public Optional<Definition> definition(int version) {
        return blueprints.stream()
                .map(SagaBlueprint::definition)
                .filter(definition -> definition.version() == version)
                .findFirst();
    }
}
