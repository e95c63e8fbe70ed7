package dev.roundtrip.conformance;

import com.google.protobuf.Message;
import com.google.type.Money;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarOffer;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.car.v1.SearchCarsResponse;
import dev.roundtrip.conformance.trade.Cars;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Texts;
import java.util.List;

record CarShop(Cars trade) implements Shop {
    @Override
    public Order read(Message request, FieldViolations violations) {
        var order = (ReserveCarRequest) request;
        violations.require(Texts.isThreeCapitals(order.getLocation()), "location", "must be an airport");
        violations.require(
                order.getCarClass() != CarClass.CAR_CLASS_UNSPECIFIED && order.getCarClass() != CarClass.UNRECOGNIZED,
                "car_class",
                "must be a class");
        Shop.person(order.getCurrencyCode(), order.getTravellerName(), violations);
        return Shop.days(trade.pickUp(), "pick_up", order.getPickUp(), "drop_off", order.getDropOff(), 1, violations);
    }

    @Override
    public Message reservation(Message request, String code) {
        var order = (ReserveCarRequest) request;
        return CarReservation.newBuilder()
                .setConfirmationCode(code)
                .setLocation(order.getLocation())
                .setCarClass(order.getCarClass())
                .setPickUp(order.getPickUp())
                .setDropOff(order.getDropOff())
                .build();
    }

    @Override
    public Message found(Message search, List<Integer> left) {
        var hire = (SearchCarsRequest) search;
        var days =
                Shop.days(trade.pickUp(), "up", hire.getPickUp(), "off", hire.getDropOff(), 1, new FieldViolations());
        return SearchCarsResponse.newBuilder()
                .addOffers(CarOffer.newBuilder()
                        .setCarClass(trade.carClass())
                        .setPrice(Money.newBuilder().setCurrencyCode(trade.currency()))
                        .setAvailableCars(Shop.least(left, days)))
                .build();
    }
}
