package dev.roundtrip.car;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.time.LocalDate;

/** One day of one class at one place. */
@Embeddable
record CarDayId(
        @Column(name = "location") String location,
        @Column(name = "car_class") String carClass,
        @Column(name = "day") LocalDate day)
        implements Serializable {}
