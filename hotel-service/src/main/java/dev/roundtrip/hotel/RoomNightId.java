package dev.roundtrip.hotel;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.time.LocalDate;

/** One night at one hotel. */
@Embeddable
record RoomNightId(
        @Column(name = "hotel_id") String hotelId,
        @Column(name = "night") LocalDate night) implements Serializable {}
