package dev.roundtrip.car;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** What is hired out on one day, for those who search: read here, never written. */
@Entity
@Table(name = "car_day")
class CarDay {
    @EmbeddedId
    CarDayId id;

    int available;

    BigDecimal price;

    String currency;
}
