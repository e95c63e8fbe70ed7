package dev.roundtrip.hotel;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A hotel that sells by this service. */
@Entity
@Table(name = "hotel")
class ListedHotel extends PanacheEntityBase {
    @Id
    @Column(name = "hotel_id")
    String hotelId;

    String name;

    String city;

    static Uni<Boolean> exists(String hotelId) {
        return count("hotelId", hotelId).map(found -> found > 0);
    }
}
