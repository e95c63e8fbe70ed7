package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarClass;

/** How large a car, to and from what the database says: the contract's names without what they all begin with. */
final class CarClasses {
    private static final String PREFIX = "CAR_CLASS_";

    private CarClasses() {}

    static boolean isOne(CarClass carClass) {
        return switch (carClass) {
            case CAR_CLASS_ECONOMY, CAR_CLASS_COMPACT, CAR_CLASS_ESTATE, CAR_CLASS_VAN -> true;
            case CAR_CLASS_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    static String toColumn(CarClass carClass) {
        return carClass.name().substring(PREFIX.length());
    }

    static CarClass fromColumn(String column) {
        return CarClass.valueOf(PREFIX + column);
    }
}
