package dev.roundtrip.bench.booking;

import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.TripStatus;

/** Which way a trip goes, what has to be wanted for that, and how it ends. */
public enum Way {
    /** All three are to be had. */
    FORWARD("forward", CarClass.CAR_CLASS_COMPACT, TripStatus.TRIP_STATUS_COMPLETED),
    /** The last is not: flight and hotel are given back. */
    FAILING("failing", CarClass.CAR_CLASS_VAN, TripStatus.TRIP_STATUS_COMPENSATED);

    private final String label;
    private final CarClass car;
    private final TripStatus end;

    Way(String label, CarClass car, TripStatus end) {
        this.label = label;
        this.car = car;
        this.end = end;
    }

    /** What figures call it. */
    public String label() {
        return label;
    }

    /** The car that is wanted. */
    public CarClass car() {
        return car;
    }

    /** How it has to end. */
    public TripStatus end() {
        return end;
    }
}
