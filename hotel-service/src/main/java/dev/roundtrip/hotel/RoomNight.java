package dev.roundtrip.hotel;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** What is sold of one night, for those who search: read here, never written. */
@Entity
@Table(name = "room_night")
class RoomNight {
    @EmbeddedId
    RoomNightId id;

    int available;

    BigDecimal price;

    String currency;
}
