package dev.roundtrip.local.audit;

import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the four databases against each other, behind the services' backs. Meant for a system at rest: no trip running
 * and nothing on the wire.
 */
public final class Audit {
    private final Databases databases;
    private final Instant remembered;

    /** Over a journal that has not forgotten any request id. */
    public Audit(Databases databases) {
        this(databases, Instant.EPOCH);
    }

    /**
     * Over a journal that may have forgotten the request ids of trips made before {@code remembered}, and with them all it knew of
     * these trips: nobody can tell then whether what is reserved under such a trip ought to be. All else is held against it as ever.
     */
    public Audit(Databases databases, Instant remembered) {
        this.databases = databases;
        this.remembered = remembered;
    }

    /** What is wrong, each in words; empty when nothing is. */
    public List<String> violations() {
        var trips = Trips.in(databases);
        var reservations = Reservations.in(databases);
        return Stream.of(
                        new InventoryAudit(databases).violations(),
                        new TripAudit(trips, reservations, remembered).violations(),
                        new JournalAudit(databases.of(ServiceName.ORCHESTRATOR)).violations())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What operators closed by their word alone: each step that they vouched for, who it was and why, and whether the
     * participant has a reservation for it. None of it is a violation, and none of it is to be forgotten.
     */
    public List<String> closedByOperator() {
        return new TripAudit(Trips.in(databases), Reservations.in(databases), remembered).closedByOperator();
    }

    /** How many trips the journal knows, or knows the end of. */
    public int trips() {
        return Trips.in(databases).byId().size();
    }
}
