package dev.roundtrip.hotel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A hotel that sells by this service, for those who search. */
@Entity
@Table(name = "hotel")
class ListedHotel {
    @Id
    @Column(name = "hotel_id")
    String hotelId;

    String name;

    String city;
}
