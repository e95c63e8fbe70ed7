package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarOffer;
import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.car.v1.SearchCarsResponse;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cars of one class at one place for some days; an order is always for one car. */
public record Cars(String location, CarClass carClass, LocalDate pickUp, int days, String currency) implements Trade {
    private static final int TOO_MANY_DAYS = 31;
    private static final int NO_CLASS = 99;

    @Override
    public String name() {
        return "car";
    }

    @Override
    public String unit() {
        return "cars";
    }

    @Override
    public String inventory() {
        return carClass + " at " + location + ", " + days + " days from " + pickUp + ", in " + currency;
    }

    @Override
    public int mostUnits() {
        return 1;
    }

    @Override
    public Method reserve() {
        return Method.of(CarServiceGrpc.getReserveCarMethod());
    }

    @Override
    public Method cancel() {
        return Method.of(CarServiceGrpc.getCancelCarMethod());
    }

    @Override
    public Method get() {
        return Method.of(CarServiceGrpc.getGetCarReservationMethod());
    }

    @Override
    public Method search() {
        return Method.of(CarServiceGrpc.getSearchCarsMethod());
    }

    @Override
    public Message order(StepKey key, Wish wish) {
        return request(key, wish).build();
    }

    private ReserveCarRequest.Builder request(StepKey key, Wish wish) {
        if (wish.units() != 1) {
            throw new IllegalArgumentException("an order is for one car");
        }
        return ReserveCarRequest.newBuilder()
                .setKey(key)
                .setLocation(location)
                .setCarClass(carClass)
                .setPickUp(day(wish.first()))
                .setDropOff(day(wish.end()))
                .setCurrencyCode(currency)
                .setTravellerName(wish.traveller());
    }

    private Date day(int number) {
        return Dates.toDate(pickUp.plusDays(number));
    }

    @Override
    public Message look(int day) {
        return SearchCarsRequest.newBuilder()
                .setLocation(location)
                .setPickUp(day(day))
                .setDropOff(day(day + 1))
                .build();
    }

    @Override
    public Found found(Message response, int day) {
        return ((SearchCarsResponse) response)
                .getOffersList().stream()
                        .filter(offer -> offer.getCarClass() == carClass)
                        .findFirst()
                        .map(this::found)
                        .orElseGet(() -> new Found.Missing(
                                pickUp.plusDays(day) + " is not on offer: there is no " + inventory() + "."));
    }

    private Found found(CarOffer offer) {
        return offer.getPrice().getCurrencyCode().equals(currency)
                ? new Found.Left(offer.getAvailableCars())
                : new Found.Missing(carClass + " at " + location + " is sold in "
                        + offer.getPrice().getCurrencyCode() + ", not in " + currency + ".");
    }

    @Override
    public List<WrongOrder> wrongOrders(StepKey key) {
        var right = request(key, Wish.one(days));
        var wrong = new ArrayList<>(WrongFields.common(right.build()));
        Stream.of(
                        new WrongOrder(
                                "a place in small letters",
                                right.clone().setLocation("opo").build(),
                                "location"),
                        new WrongOrder("no class", right.clone().clearCarClass().build(), "car_class"),
                        new WrongOrder(
                                "a class that is none",
                                right.clone().setCarClassValue(NO_CLASS).build(),
                                "car_class"),
                        new WrongOrder(
                                "no first day", right.clone().clearPickUp().build(), "pick_up"),
                        new WrongOrder(
                                "the 30th of February",
                                right.clone().setPickUp(WrongFields.noSuchDay()).build(),
                                "pick_up"),
                        new WrongOrder(
                                "a hire of no days",
                                right.clone().setDropOff(day(0)).build(),
                                "drop_off"),
                        new WrongOrder(
                                "a hire of 31 days",
                                right.clone().setDropOff(day(TOO_MANY_DAYS)).build(),
                                "drop_off"))
                .forEach(wrong::add);
        return wrong;
    }

    @Override
    public List<String> required() {
        return List.of(
                "key.saga_id",
                "key.step",
                "location",
                "car_class",
                "pick_up",
                "drop_off",
                "currency_code",
                "traveller_name");
    }
}
