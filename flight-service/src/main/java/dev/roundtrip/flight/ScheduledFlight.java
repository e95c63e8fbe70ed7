package dev.roundtrip.flight;

import dev.roundtrip.participant.NativeSql;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** What is sold of one flight on one day. Read as an entity, changed by statements that take or nothing. */
@Entity
@Table(name = "flight")
class ScheduledFlight extends PanacheEntityBase {
    @EmbeddedId
    FlightId id;

    String origin;

    String destination;

    @Column(name = "departure_time")
    Instant departureTime;

    int available;

    BigDecimal price;

    String currency;

    /** Cheapest first, then by number. */
    static PanacheQuery<ScheduledFlight> on(RouteDay day) {
        return find(
                "origin = ?1 and destination = ?2 and id.departureDate = ?3",
                Sort.by("price").and("id.flightNumber"),
                day.route().origin(),
                day.route().destination(),
                day.date());
    }

    static Uni<Boolean> anyFrom(String origin) {
        return find("origin", origin).page(0, 1).list().map(found -> !found.isEmpty());
    }

    static Uni<Boolean> anyTo(String destination) {
        return find("destination", destination).page(0, 1).list().map(found -> !found.isEmpty());
    }

    /** Takes seats, or none when there are not that many left. */
    static Uni<Boolean> take(FlightId id, int seats) {
        return NativeSql.update(
                        """
                UPDATE flight SET available = available - :seats
                WHERE flight_number = :number AND departure_date = :date AND available >= :seats""",
                        Parameters.with("seats", seats)
                                .and("number", id.flightNumber())
                                .and("date", id.departureDate()))
                .map(rows -> rows == 1);
    }
}
