package dev.roundtrip.flight;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** One flight on one day, for those who search: read here, never written. */
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
}
