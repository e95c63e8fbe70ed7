package dev.roundtrip.flight;

import dev.roundtrip.participant.Reads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What flies when, to be looked at. */
@ApplicationScoped
class Timetable {
    private static final int LIMIT = 100;

    private final Reads reads;
    private final Pool pool;

    Timetable(Reads reads, Pool pool) {
        this.reads = reads;
        this.pool = pool;
    }

    /** The flights of a day, cheapest first, a hundred at the most; fails with INVALID_ARGUMENT when no flight goes there or from there ever. */
    Uni<List<FlightOffer>> search(RouteDay day) {
        return reads.read(() -> FlightOffer.firstOn(pool, day, LIMIT)
                .call(flights -> flights.isEmpty()
                        ? KnownAirports.require(pool, day.route())
                        : Uni.createFrom().voidItem()));
    }
}
